//! What changes a declaration: what is typed, answered, corrected and picked.

use std::sync::Arc;

use domain::divisions::Address;
use domain::form::{Answers, Field, FormKind, OverrideReason, Value, inputs};
use domain::screening;
use leptos::prelude::*;

use super::Declaration;
use crate::platform;

impl Declaration {
    /// What stands in a control that was not left yet: kept and sent as it stands, judged later.
    pub fn typing(&self, key: &str, value: Option<Value>) {
        if let Ok(mut typing) = self.0.typing.lock() {
            typing.insert(key.to_owned(), value);
        }
        self.touched();
    }

    /// Takes what stands in controls that were never left: their screen is gone.
    pub fn settle(&self) {
        let typed = self.0.typing.lock().map(|mut typing| std::mem::take(&mut *typing)).unwrap_or_default();
        for (key, value) in typed {
            self.answer(&key, value);
        }
    }

    /// From now on `read` reads the controls on the screen.
    pub fn show_controls(&self, read: impl Fn() + Send + Sync + 'static) {
        if let Ok(mut controls) = self.0.controls.lock() {
            *controls = Some(Arc::new(read));
        }
    }

    /// Reads the controls on the screen.
    pub fn read_controls(&self) {
        let read = self.0.controls.lock().ok().and_then(|controls| controls.clone());
        if let Some(read) = read {
            read();
        }
    }

    /// The answers with what is being typed.
    #[must_use]
    pub fn as_typed(&self) -> Answers {
        let mut answers = self.0.answers.get_untracked();
        if let Ok(typing) = self.0.typing.lock() {
            for (key, value) in typing.iter() {
                match value {
                    Some(value) => answers.set(key.as_str(), value.clone()),
                    None => drop(answers.remove(key)),
                }
            }
        }
        answers
    }

    /// Takes an answer that a control gave. Returns whether it is a different one.
    pub fn answer(&self, key: &str, value: Option<Value>) -> bool {
        let typed = self.0.typing.lock().ok().and_then(|mut typing| typing.remove(key));
        let value = value.filter(|value| !value.is_empty());
        let same = self.0.answers.with_untracked(|answers| answers.value(key) == value.as_ref());
        if same {
            // What was typed meanwhile may be kept or sent already.
            if typed.is_some() {
                self.touched();
            }
            return false;
        }
        self.0.answers.update(|answers| match &value {
            Some(value) => answers.set(key, value.clone()),
            None => drop(answers.remove(key)),
        });
        self.touched();
        true
    }

    /// Takes an answer that no control gave (a correction, a copy) and shows it in its controls.
    pub fn fill(&self, field: &'static Field, value: Option<Value>) {
        let shown = value.as_ref().map(|value| inputs::write(field, value)).unwrap_or_default();
        if self.answer(field.key, value) {
            platform::show(&shown, field.key);
        }
    }

    /// Names the place of an address, once its lists are known; nothing that the server needs to hear.
    pub fn name_place(&self, key: &str, code: &str, path: &str) {
        let named = self.0.answers.with_untracked(|answers| match answers.value(key) {
            Some(Value::Address(held)) if held.division_code == code && held.division_path != path => {
                Some(Value::Address(Address { division_path: path.to_owned(), ..held.clone() }))
            }
            _ => None,
        });
        if let Some(named) = named {
            self.0.answers.update(|answers| answers.set(key, named));
        }
    }

    /// The revision of the draft from which changes start.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.unsent().journal.revision()
    }

    /// Takes the reason given for an override.
    pub fn give_reason(&self, rule: &str, reason: &str) {
        let mut reasons = self.0.overrides.get_untracked();
        reasons.retain(|given| given.rule != rule);
        if !reason.trim().is_empty() {
            reasons.push(OverrideReason { rule: rule.to_owned(), reason: reason.trim().to_owned() });
        }
        if self.0.overrides.with_untracked(|known| *known != reasons) {
            self.0.overrides.set(reasons);
            self.touched();
        }
    }

    /// Begins the form that the screening picked, with the answers that it has; from here on answers
    /// are kept.
    pub fn begin(&self, kind: FormKind) {
        let kept = self.0.answers.with_untracked(|answers| screening::start(kind, answers));
        self.0.kind.set(Some(kind));
        self.0.answers.set(kept);
        self.touched();
    }
}
