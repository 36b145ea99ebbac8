//! A check in the making: the answers it reads, the findings it gathers, and the fixes that it offers.

use jiff::civil::Date;

use super::context::CheckContext;
use crate::divisions::{Address, CountyCode, DivisionCode};
use crate::form::{Answers, Finding, Fix, Form, Key, Level, Value};
use crate::forms::keys;

/// A check in the making.
pub(super) struct Check<'a> {
    pub(super) form: &'a Form,
    pub(super) answers: &'a Answers,
    pub(super) ctx: &'a CheckContext<'a>,
    pub(super) as_of: Date,
    pub(super) found: Vec<Finding>,
}

/// Answers to set or, with `None`, to clear.
pub(super) type Set = Vec<(String, Option<Value>)>;

impl<'a> Check<'a> {
    pub(super) fn find(&mut self, rule: &'static str, level: Level, field: &str, message: impl Into<String>) {
        self.found.push(Finding::new(rule, level, field, message));
    }

    pub(super) fn error(&mut self, rule: &'static str, field: &str, message: impl Into<String>) {
        self.find(rule, Level::Error, field, message);
    }

    pub(super) fn doubt(&mut self, rule: &'static str, field: &str, message: impl Into<String>) {
        self.find(rule, Level::Override, field, message);
    }

    pub(super) fn alert(&mut self, rule: &'static str, field: &str, message: impl Into<String>) {
        self.find(rule, Level::Alert, field, message);
    }

    pub(super) fn warn(&mut self, rule: &'static str, field: &str, message: impl Into<String>) {
        self.find(rule, Level::Warning, field, message);
    }

    /// Gives the last finding a fix.
    pub(super) fn fix(&mut self, label: impl Into<String>, set: Set) {
        if let Some(last) = self.found.last_mut() {
            last.fix = Some(Fix { label: label.into(), set });
        }
    }

    /// Whether the field has any answer.
    pub(super) fn filled(&self, field: &str) -> bool {
        self.answers.value(field).is_some()
    }

    /// The code of a single choice.
    pub(super) fn code(&self, key: Key<&'static str>) -> &'a str {
        self.answers.text(key).unwrap_or_default()
    }

    pub(super) fn has(&self, key: Key<&'static [String]>, code: &str) -> bool {
        self.answers.choices(key).iter().any(|chosen| chosen == code)
    }

    pub(super) fn yes(&self, key: Key<bool>) -> Option<bool> {
        self.answers.get(key)
    }

    /// The child's birth date, unless it lies after the as-of date.
    pub(super) fn born(&self) -> Option<Date> {
        self.answers.get(keys::CHILD_BIRTH_DATE).filter(|&born| born <= self.as_of)
    }

    pub(super) fn division(&self, key: Key<&'static Address>) -> Option<DivisionCode> {
        DivisionCode::parse(&self.answers.address(key)?.division_code).ok()
    }

    /// The county of an address on the as-of date.
    pub(super) fn county(&self, key: Key<&'static Address>) -> Option<CountyCode> {
        self.division(key)?.county_on(self.as_of)
    }
}

/// Sets one answer.
pub(super) fn set(field: &str, value: Value) -> Set {
    vec![(field.to_owned(), Some(value))]
}

/// Clears answers.
pub(super) fn clear(fields: &[&str]) -> Set {
    fields.iter().map(|&field| (field.to_owned(), None)).collect()
}

pub(super) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}
