//! What a worker's phone keeps of the work that is not finished, encrypted under the worker's passcode.

use serde::{Deserialize, Serialize};

use super::message::{Corrects, Recorded};
use crate::form::{Answers, Finding, FormKind, OverrideReason};
use crate::review::FieldComment;

/// Version of the shape that phones write now. Every earlier one opens.
pub const VERSION: u16 = 1;

/// A child's declaration in the making, or one that came back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Version of its shape.
    pub version: u16,
    /// UUIDv7; becomes the message's id.
    pub id: String,
    /// The form, once the screening questions picked it.
    #[serde(default)]
    pub form: Option<FormKind>,
    /// Answers so far, as typed.
    #[serde(default)]
    pub answers: Answers,
    /// Reasons given for overrides.
    #[serde(default)]
    pub overrides: Vec<OverrideReason>,
    /// Consent, once recorded.
    #[serde(default)]
    pub consent: Option<Recorded>,
    /// The household, when it was taken down in one.
    #[serde(default)]
    pub household: Option<String>,
    /// When it was last changed, by the phone's clock.
    #[serde(default)]
    pub changed_at: i64,
    /// Why it needs the worker again; nothing for a fresh one.
    #[serde(default)]
    pub back: Option<Back>,
    /// It came from a paper form.
    #[serde(default)]
    pub from_paper: bool,
}

/// Why a declaration is with the worker again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Back {
    /// The record and version that it corrects; nothing when it never became a record.
    #[serde(default)]
    pub corrects: Option<Corrects>,
    /// The message that the server kept.
    #[serde(default)]
    pub kept: Option<String>,
    /// The reviewer's general words, or why the server could not take it.
    #[serde(default)]
    pub reason: String,
    /// The reviewer's comments at fields.
    #[serde(default)]
    pub comments: Vec<FieldComment>,
    /// What the checks of the server found.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// What stands in the register now, when somebody else changed it meanwhile; `base` is what this phone had
    /// started from. Field by field the worker chooses.
    #[serde(default)]
    pub theirs: Option<Answers>,
    /// See `theirs`.
    #[serde(default)]
    pub base: Option<Answers>,
}

impl Back {
    /// What the phone says to hold, so that it is not given this again: the message that was kept, or the record
    /// with its version.
    #[must_use]
    pub fn held(&self) -> Option<String> {
        match (&self.kept, &self.corrects) {
            (Some(kept), _) => Some(kept.clone()),
            (None, Some(corrects)) => Some(format!("{}@{}", corrects.record, corrects.version)),
            (None, None) => None,
        }
    }
}
