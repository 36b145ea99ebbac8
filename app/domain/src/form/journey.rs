//! The way through a form: which screens are asked, which comes next, how far along somebody is.
//!
//! Pure: it looks at the declaration, the answers and the as-of date. The free functions say what
//! *applies* to a child, whoever answers it; a [`Journey`] is what one [`Asker`] is really asked.

use jiff::civil::Date;

use super::answers::Answers;
use super::field::{Asker, Field};
use super::section::{Form, Section};
use super::value::Value;

/// The sections of which at least one field applies.
#[must_use]
pub fn sections(form: &Form, answers: &Answers, as_of: Date) -> Vec<&'static Section> {
    Journey::new(form, answers, as_of, Asker::System).sections()
}

/// The fields of `section` that apply to this child, whoever answers them.
#[must_use]
pub fn asked_fields(section: &Section, answers: &Answers, as_of: Date) -> Vec<&'static Field> {
    asked(section, answers, as_of, Asker::System).collect()
}

/// Whether the field called `key` applies to this child.
#[must_use]
pub fn applies(form: &Form, key: &str, answers: &Answers, as_of: Date) -> bool {
    form.section_of(key).is_some_and(|section| {
        section.asked.holds(answers, as_of)
            && section.fields.iter().any(|field| field.key == key && field.asked.holds(answers, as_of))
    })
}

fn asked(section: &Section, answers: &Answers, as_of: Date, asker: Asker) -> impl Iterator<Item = &'static Field> {
    let open = section.asked.holds(answers, as_of);
    section.fields.iter().filter(move |field| open && field.asker <= asker && field.asked.holds(answers, as_of))
}

/// The answers as they are submitted: without those whose question no longer applies, and without
/// keys that the form does not have; with the answers that follow from others ([`Form::defaults`]).
///
/// Taking an answer away can close further questions, so this goes on until nothing changes.
#[must_use]
pub fn prune(form: &Form, answers: &Answers, as_of: Date) -> Answers {
    let mut kept = answers.clone();
    loop {
        let gone: Vec<String> = kept
            .iter()
            .filter(|(key, _)| !applies(form, key, &kept, as_of) && !follows(form, key, &kept, as_of))
            .map(|(key, _)| key.to_owned())
            .collect();
        if gone.is_empty() {
            break;
        }
        for key in gone {
            kept.remove(&key);
        }
    }
    settle(form, &mut kept, as_of);
    kept
}

/// Does an answer to `key` follow from another one, so that it may stay although nobody is asked?
fn follows(form: &Form, key: &str, answers: &Answers, as_of: Date) -> bool {
    form.defaults.iter().any(|default| default.field == key && default.when.holds(answers, as_of))
}

/// Sets the answers that follow from others.
pub fn settle(form: &Form, answers: &mut Answers, as_of: Date) {
    for default in form.defaults {
        let open = default.forced || answers.value(default.field).is_none();
        if open && form.field(default.field).is_some() && default.when.holds(answers, as_of) {
            answers.set(default.field, Value::from(default.answer));
        }
    }
}

/// How far along: screen `position` of `total`, counting from 1 and only screens that are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The screen's place, from 1.
    pub position: usize,
    /// How many screens are asked as things stand.
    pub total: usize,
}

/// What one asker meets: the form as it unfolds with the answers so far.
#[derive(Clone, Copy, Debug)]
pub struct Journey<'a> {
    form: &'a Form,
    answers: &'a Answers,
    as_of: Date,
    asker: Asker,
}

impl<'a> Journey<'a> {
    /// The journey of `asker` through `form`. `as_of` is the report date.
    #[must_use]
    pub const fn new(form: &'a Form, answers: &'a Answers, as_of: Date, asker: Asker) -> Self {
        Self { form, answers, as_of, asker }
    }

    /// The journey of a family on its own phone.
    #[must_use]
    pub const fn family(form: &'a Form, answers: &'a Answers, as_of: Date) -> Self {
        Self::new(form, answers, as_of, Asker::Family)
    }

    /// The journey of a worker (儿童主任、网格员、儿童督导员).
    #[must_use]
    pub const fn worker(form: &'a Form, answers: &'a Answers, as_of: Date) -> Self {
        Self::new(form, answers, as_of, Asker::Worker)
    }

    /// The fields of `section` that are put now, in the order of asking.
    #[must_use]
    pub fn fields(&self, section: &Section) -> Vec<&'static Field> {
        asked(section, self.answers, self.as_of, self.asker).collect()
    }

    /// The sections that have something to ask, in order.
    #[must_use]
    pub fn sections(&self) -> Vec<&'static Section> {
        self.form.sections.iter().filter(|section| self.asks(section)).collect()
    }

    fn asks(&self, section: &Section) -> bool {
        asked(section, self.answers, self.as_of, self.asker).next().is_some()
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.form.sections.iter().position(|section| section.name == name)
    }

    /// The screen after the one called `name`; `None` when the summary comes next. Also right when
    /// the screen itself is no longer asked.
    #[must_use]
    pub fn next(&self, name: &str) -> Option<&'static Section> {
        let after = self.form.sections.get(self.place(name)? + 1..)?;
        after.iter().find(|section| self.asks(section))
    }

    /// The screen before the one called `name`; `None` on the first.
    #[must_use]
    pub fn previous(&self, name: &str) -> Option<&'static Section> {
        let before = self.form.sections.get(..self.place(name)?)?;
        before.iter().rev().find(|section| self.asks(section))
    }

    /// How far the screen called `name` is along the way; `None` when it is not asked.
    #[must_use]
    pub fn progress(&self, name: &str) -> Option<Progress> {
        let sections = self.sections();
        let at = sections.iter().position(|section| section.name == name)?;
        Some(Progress { position: at + 1, total: sections.len() })
    }
}

#[cfg(test)]
#[path = "journey_tests.rs"]
mod tests;
