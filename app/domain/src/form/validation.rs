//! Whether answers may be submitted: the declaration's own checks (type, length, option, required level)
//! and the rules V-01 – V-41, one subject a file.
//!
//! A check reads answers as they are: an answer that is there although its field is not asked is checked
//! too. Whoever checks a draft takes such answers away first ([`super::journey`], `prune`).

mod adult;
mod away;
mod carers;
mod declaration;
mod disability;
mod header;
mod health;
mod identity;
mod livelihood;
mod parents;
mod residence;
mod schooling;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::{Address, Answers, Asker, Finding, Form, FormKind, Key, Level, Section, Value};
use crate::divisions::{CountyCode, DivisionCode};
use crate::eligibility::Policy;
use crate::forms::keys;
use crate::routing::Deployment;
use crate::values::Phone;
use crate::values::order::in_order;
use crate::values::text::is_empty;
use crate::view::OverrideReason;

/// What a check knows beside the answers.
#[derive(Clone, Copy)]
pub struct CheckContext<'a> {
    /// Today in Asia/Shanghai; the as-of date of answers without 填报日期.
    pub today: Date,
    /// The policy profile in force.
    pub policy: &'a Policy,
    /// The divisions in which this deployment works.
    pub deployment: &'a Deployment,
    /// What the register knows; on the phone, nothing.
    pub facts: Facts,
}

/// Children of different families in one county for whom one phone number may stand before it is pointed
/// out (V-29).
pub const CHILDREN_PER_PHONE: usize = 10;

/// The fields that hold the phone number of an adult, on either form.
pub const PHONES: [Key<Phone>; 4] =
    [keys::FATHER_PHONE, keys::MOTHER_PHONE, keys::OTHER_GUARDIAN_PHONE, keys::ENTRUSTED_CARER_PHONE];

/// What only the register can know about a declaration.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who answers. A family is not asked for what only a worker can say (judgements, 填报日期), so it is
    /// not kept from submitting by its absence.
    pub asker: Asker,
    /// The register holds another active record that may be of the same child, and nobody has decided yet (V-10).
    pub same_child: bool,
    /// The field whose phone number stands for more than [`CHILDREN_PER_PHONE`] children of different families
    /// in the county, this one among them (V-29).
    pub busy_phone: Option<&'static str>,
    /// The unit of the user, which fills in the form unless 填报单位 says otherwise (V-40).
    pub unit: Option<DivisionCode>,
    /// 填报日期 of the newest version of the same child and form (V-41).
    pub newest_version: Option<Date>,
    /// The answers are imported history: old dates and abolished codes are accepted (V-07, V-41).
    pub imported: bool,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            asker: Asker::Family,
            same_child: false,
            busy_phone: None,
            unit: None,
            newest_version: None,
            imported: false,
        }
    }
}

/// Everything that is to be said about the answers, in the order of the form's fields, gravest first.
#[must_use]
pub fn check(form: &Form, answers: &Answers, ctx: &CheckContext<'_>) -> Vec<Finding> {
    let as_of = answers.get(keys::REPORT_DATE).unwrap_or(ctx.today);
    let mut check = Check { form, answers, ctx, as_of, found: Vec::new() };
    declaration::types(&mut check);
    header::rules(&mut check);
    identity::rules(&mut check);
    residence::rules(&mut check);
    schooling::rules(&mut check);
    health::rules(&mut check);
    disability::rules(&mut check);
    parents::rules(&mut check);
    if form.kind == FormKind::LeftBehind {
        away::rules(&mut check);
    }
    carers::rules(&mut check);
    livelihood::rules(&mut check);
    declaration::required(&mut check);
    let place = |finding: &Finding| form.fields().position(|field| field.key == finding.field);
    in_order(check.found, |finding| (place(finding), finding.level))
}

/// The findings of [`check`] at the fields of one section.
#[must_use]
pub fn check_section(form: &Form, section: &Section, answers: &Answers, ctx: &CheckContext<'_>) -> Vec<Finding> {
    let mut found = check(form, answers, ctx);
    found.retain(|finding| section.fields.iter().any(|field| field.key == finding.field));
    found
}

/// The names of answers that are no field of the form.
#[must_use]
pub fn unknown_fields<'a>(form: &Form, answers: &'a Answers) -> Vec<&'a str> {
    answers.iter().map(|(name, _)| name).filter(|name| form.field(name).is_none()).collect()
}

/// The findings that stop a submission: all errors, and every override whose rule has no reason yet.
#[must_use]
pub fn blocking<'a>(findings: &'a [Finding], overrides: &[OverrideReason]) -> Vec<&'a Finding> {
    let overridden = |rule: &str| overrides.iter().any(|given| given.rule == rule && !is_empty(&given.reason));
    findings.iter().filter(|finding| finding.blocks(overridden)).collect()
}

/// A check in the making.
struct Check<'a> {
    form: &'a Form,
    answers: &'a Answers,
    ctx: &'a CheckContext<'a>,
    as_of: Date,
    found: Vec<Finding>,
}

/// Answers to set or, with `None`, to clear.
type Set = Vec<(String, Option<Value>)>;

impl<'a> Check<'a> {
    fn find(&mut self, rule: &'static str, level: Level, field: &str, message: impl Into<String>) {
        self.found.push(Finding::new(rule, level, field, message));
    }

    fn error(&mut self, rule: &'static str, field: &str, message: impl Into<String>) {
        self.find(rule, Level::Error, field, message);
    }

    fn doubt(&mut self, rule: &'static str, field: &str, message: impl Into<String>) {
        self.find(rule, Level::Override, field, message);
    }

    fn alert(&mut self, rule: &'static str, field: &str, message: impl Into<String>) {
        self.find(rule, Level::Alert, field, message);
    }

    fn warn(&mut self, rule: &'static str, field: &str, message: impl Into<String>) {
        self.find(rule, Level::Warning, field, message);
    }

    /// Gives the last finding a fix.
    fn fix(&mut self, label: impl Into<String>, set: Set) {
        if let Some(last) = self.found.last_mut() {
            last.fix = Some(super::Fix { label: label.into(), set });
        }
    }

    /// Whether the field has any answer.
    fn filled(&self, field: &str) -> bool {
        self.answers.value(field).is_some()
    }

    /// The code of a single choice.
    fn code(&self, key: Key<&'static str>) -> &'a str {
        self.answers.text(key).unwrap_or_default()
    }

    fn has(&self, key: Key<&'static [String]>, code: &str) -> bool {
        self.answers.choices(key).iter().any(|chosen| chosen == code)
    }

    fn yes(&self, key: Key<bool>) -> Option<bool> {
        self.answers.get(key)
    }

    /// The child's birth date, unless it lies after the as-of date.
    fn born(&self) -> Option<Date> {
        self.answers.get(keys::CHILD_BIRTH_DATE).filter(|&born| born <= self.as_of)
    }

    fn division(&self, key: Key<&'static Address>) -> Option<DivisionCode> {
        DivisionCode::parse(&self.answers.address(key)?.division_code).ok()
    }

    /// The county of an address on the as-of date.
    fn county(&self, key: Key<&'static Address>) -> Option<CountyCode> {
        self.division(key)?.county_on(self.as_of)
    }
}

/// Sets one answer.
fn set(field: &str, value: Value) -> Set {
    vec![(field.to_owned(), Some(value))]
}

/// Clears answers.
fn clear(fields: &[&str]) -> Set {
    fields.iter().map(|&field| (field.to_owned(), None)).collect()
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}
