//! What a check found: which rule, how grave, at which field, in words that say what to do.

use std::borrow::Cow;

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

use super::value::Value;

/// How grave a finding is (dictionary 1, severities).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Blocks submission.
    Error,
    /// Blocks unless a reason is given, which the reviewer sees.
    Override,
    /// Somebody must be told at once; never blocks.
    Alert,
    /// Shown, never blocks.
    Warning,
}

/// A finding at a field.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Finding {
    /// The rule, `V-01` … `V-41`, or `required`, `type` for the declaration's own checks.
    pub rule: Cow<'static, str>,
    /// How grave.
    pub level: Level,
    /// Key of the field beside which it is shown.
    pub field: String,
    /// What is wrong and what to do, in Chinese, for a family.
    pub message: String,
    /// The fix to offer, where the dictionary names one.
    #[serde(default)]
    pub fix: Option<Fix>,
}

impl Serialize for Finding {
    /// Without `fix` when there is none, where fields have names; with every field where they have places.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = self.fix.is_some() || !serializer.is_human_readable();
        let mut finding = serializer.serialize_struct("Finding", if whole { 5 } else { 4 })?;
        finding.serialize_field("rule", &self.rule)?;
        finding.serialize_field("level", &self.level)?;
        finding.serialize_field("field", &self.field)?;
        finding.serialize_field("message", &self.message)?;
        if whole {
            finding.serialize_field("fix", &self.fix)?;
        }
        finding.end()
    }
}

/// A correction that the person can take with one touch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The words on the button.
    pub label: String,
    /// Answers to set; `None` clears the answer.
    pub set: Vec<(String, Option<Value>)>,
}

impl Finding {
    /// A finding without a fix.
    #[must_use]
    pub fn new(rule: &'static str, level: Level, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { rule: Cow::Borrowed(rule), level, field: field.into(), message: message.into(), fix: None }
    }

    /// The same finding with a fix to offer.
    #[must_use]
    pub fn with_fix(mut self, label: impl Into<String>, set: Vec<(String, Option<Value>)>) -> Self {
        self.fix = Some(Fix { label: label.into(), set });
        self
    }

    /// Does it stop a submission in which the rules in `overridden` were given a reason?
    #[must_use]
    pub fn blocks(&self, overridden: impl Fn(&str) -> bool) -> bool {
        match self.level {
            Level::Error => true,
            Level::Override => !overridden(&self.rule),
            Level::Alert | Level::Warning => false,
        }
    }
}

/// A reason given for a finding of level override.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideReason {
    /// The rule, e.g. `V-02`.
    pub rule: String,
    /// Why the answers are right all the same.
    pub reason: String,
}
