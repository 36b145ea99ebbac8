//! What a draft holds, and how two states of it differ.

use domain::form::{Answers, FormKind, OverrideReason, Value};
use domain::view::declare::DraftView;

use crate::declaration::functions::Changes;

/// What a draft holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// The form, once picked.
    pub form: Option<FormKind>,
    /// Answers as typed.
    pub answers: Answers,
    /// Reasons given for overrides.
    pub overrides: Vec<OverrideReason>,
}

impl Content {
    /// What a draft of the server holds.
    #[must_use]
    pub fn of(draft: &DraftView) -> Self {
        Self { form: draft.form, answers: draft.answers.clone(), overrides: draft.overrides.clone() }
    }

    /// What has to change in this one so that it is `then`.
    #[must_use]
    pub fn changes_to(&self, then: &Self) -> Changes {
        let mut changes = Changes {
            form: then.form.filter(|_| then.form != self.form),
            overrides: (then.overrides != self.overrides).then(|| then.overrides.clone()),
            ..Changes::default()
        };
        for (key, value) in then.answers.iter() {
            if !same(self.answers.value(key), Some(value)) {
                changes.note(key, Some(value));
            }
        }
        for (key, _) in self.answers.iter() {
            if then.answers.value(key).is_none() {
                changes.note(key, None);
            }
        }
        changes
    }

    /// Whether both hold the same.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.changes_to(other).is_empty()
    }

    /// Puts `value` in place of the answer to `key`.
    pub fn put(&mut self, key: &str, value: Option<&Value>) {
        match value {
            Some(value) => self.answers.set(key, value.clone()),
            None => drop(self.answers.remove(key)),
        }
    }
}

/// Whether two answers are the same. The names of a place follow from its code, and the server writes them itself.
#[must_use]
pub fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(Value::Address(one)), Some(Value::Address(other))) => {
            one.division_code == other.division_code && one.detail == other.detail && one.outside == other.outside
        }
        _ => one == other,
    }
}

impl Changes {
    /// Notes one answer as it is now; nothing for one that was taken away.
    pub fn note(&mut self, key: &str, value: Option<&Value>) {
        self.remove.retain(|gone| gone != key);
        match value {
            Some(value) => self.set.set(key, value.clone()),
            None => {
                self.set.remove(key);
                self.remove.push(key.to_owned());
            }
        }
    }

    /// The answers that changed.
    pub fn answers(&self) -> impl Iterator<Item = (&str, Option<&Value>)> {
        let gone = self.remove.iter().map(|key| (key.as_str(), None));
        self.set.iter().map(|(key, value)| (key, Some(value))).chain(gone)
    }
}
