//! A few questions before the forms: which form a child needs, or kindly that none is needed and why.
//!
//! The fields are those of the forms, so that their answers go into the form that follows. Nothing is
//! stored when no form is needed (data minimisation, rules DT-X). The verdict is the forms' own.

use jiff::civil::Date;

use crate::eligibility::{Class, Outcome, Policy, Reason, ReasonCode, Verdict, assess};
use crate::form::Condition::Always;
use crate::form::{Answers, Field, FormKind, Part, Section, Value};
use crate::forms::common::child::{BIRTH_DATE, HUKOU_REGISTERED};
use crate::forms::common::residence::{CURRENT_ADDRESS, HUKOU_ADDRESS};
use crate::forms::common::{father, mother};
use crate::forms::migrant::moving::{LEFT_HUKOU, living_with};
use crate::forms::{keys, options};

/// Who, from where, where now, with whom.
pub const BASICS: Section = Section {
    name: "basics",
    title: "先问几个问题",
    part: Part::Supplementary,
    asked: Always,
    fields: &[
        BIRTH_DATE,
        HUKOU_REGISTERED,
        HUKOU_ADDRESS,
        CURRENT_ADDRESS,
        living_with(options::LIVING_WITH_SCREENING),
    ],
};

/// Since when away from the hukou place.
pub const MOVED: Section = Section {
    name: "moved",
    title: "孩子是什么时候离开户口所在地的？",
    part: Part::Supplementary,
    asked: Always,
    fields: &[LEFT_HUKOU],
};

/// Where the parents are.
pub const PARENTS: Section = Section {
    name: "parents",
    title: "爸爸妈妈在外地打工吗？",
    part: Part::Supplementary,
    asked: Always,
    fields: &[
        father::AWAY_FOR_WORK,
        father::WORK_PLACE,
        father::AWAY_SINCE,
        mother::AWAY_FOR_WORK,
        mother::WORK_PLACE,
        mother::AWAY_SINCE,
        father::CAPACITY,
        mother::CAPACITY,
    ],
};

/// All question groups in the order of asking.
pub static SECTIONS: [Section; 3] = [BASICS, MOVED, PARENTS];

/// What the screening leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screening {
    /// This form is to be filled in.
    Form(FormKind, Verdict),
    /// Facts or a judgement are missing: this form, and a worker decides.
    Review(FormKind, Verdict),
    /// No form. `counted` says that the child is counted in statistics all the same (M2), and that the
    /// family may still register to ask for help (DT-K row 6).
    NotNeeded {
        /// Why, for the family.
        reasons: Vec<Reason>,
        /// Counted only (仅统计).
        counted: bool,
        /// The whole verdict.
        verdict: Verdict,
    },
    /// The child lives without any guardian: no form, but somebody must be told at once, and the exit
    /// is never a quiet one (DT-M row 5).
    Alert(Verdict),
}

/// The question group called `name`.
#[must_use]
pub fn section(name: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.name == name)
}

/// The field called `key`, as screening asks it.
#[must_use]
pub fn field(key: &str) -> Option<&'static Field> {
    SECTIONS.iter().flat_map(|section| section.fields).find(|field| field.key == key)
}

/// The question group after the one called `after` (the first for `None`); `None` when enough is known
/// for [`outcome`].
#[must_use]
pub fn next(after: Option<&str>, answers: &Answers, policy: &Policy, as_of: Date) -> Option<&'static Section> {
    let done = after.map_or(0, |name| SECTIONS.iter().position(|section| section.name == name).map_or(0, |at| at + 1));
    SECTIONS.iter().skip(done).find(|section| needed(section, answers, policy, as_of))
}

/// The question group before the one called `name`; `None` before the first.
#[must_use]
pub fn previous(name: &str) -> Option<&'static Section> {
    let at = SECTIONS.iter().position(|section| section.name == name)?;
    SECTIONS.get(at.checked_sub(1)?)
}

/// Could the answers to `section` still change the outcome?
fn needed(section: &Section, answers: &Answers, policy: &Policy, as_of: Date) -> bool {
    if section.name == BASICS.name {
        return true;
    }
    let verdict = assess(FormKind::Migrant, answers, policy, as_of);
    if verdict.monitoring.says(ReasonCode::Age16Plus) {
        return false;
    }
    if section.name == MOVED.name {
        // Asked as if the date were still missing, so that the way back shows the question again.
        let mut undated = answers.clone();
        undated.remove(keys::LEFT_HUKOU_DATE.name());
        let verdict = assess(FormKind::Migrant, &undated, policy, as_of);
        return verdict.statistical.result != Outcome::Out && !unregistered(answers);
    }
    match answers.text(keys::LIVING_WITH) {
        Some("both_parents") => false,
        Some("one_parent") => verdict.monitoring.result != Outcome::In,
        _ => true,
    }
}

/// What the answers lead to on the day `as_of`.
#[must_use]
pub fn outcome(answers: &Answers, policy: &Policy, as_of: Date) -> Screening {
    let verdict = assess(FormKind::Migrant, answers, policy, as_of);
    let alone = answers.is(keys::LIVING_WITH, "none") && !verdict.monitoring.says(ReasonCode::Age16Plus);
    match verdict.class {
        Class::M1 => Screening::Form(FormKind::Migrant, verdict),
        Class::Lb => Screening::Form(FormKind::LeftBehind, verdict),
        _ if alone => Screening::Alert(verdict),
        Class::Overlap => {
            let proposal = verdict.overlap.and_then(|overlap| overlap.proposal);
            Screening::Review(proposal.unwrap_or(FormKind::Migrant), verdict)
        }
        // The screening did ask about the parents: what stays open there is for a person to decide.
        Class::Review => Screening::Review(likelier(answers, &verdict), verdict),
        Class::M2 | Class::M0 if verdict.left_behind.result == Outcome::Review => {
            Screening::Review(likelier(answers, &verdict), verdict)
        }
        class @ (Class::M2 | Class::M0) => {
            Screening::NotNeeded { reasons: reasons(answers, &verdict), counted: class == Class::M2, verdict }
        }
    }
}

fn unregistered(answers: &Answers) -> bool {
    answers.get(keys::HUKOU_REGISTERED) == Some(false)
}

/// The form to begin with when a person has to decide: the one whose rule is still open, and of two
/// open ones the migrant form for a child with a parent or without a hukou place.
fn likelier(answers: &Answers, verdict: &Verdict) -> FormKind {
    let open = |outcome: Outcome| outcome == Outcome::Review;
    let with_parent = matches!(answers.text(keys::LIVING_WITH), Some("both_parents" | "one_parent"));
    match (open(verdict.monitoring.result), open(verdict.left_behind.result)) {
        (false, true) => FormKind::LeftBehind,
        (true, true) if !with_parent && !unregistered(answers) => FormKind::LeftBehind,
        _ => FormKind::Migrant,
    }
}

/// Why no form is needed: the migrant rule's reasons, and the left-behind rule's for a child who does
/// not live with both parents; each once.
fn reasons(answers: &Answers, verdict: &Verdict) -> Vec<Reason> {
    let parents = !answers.is(keys::LIVING_WITH, "both_parents");
    let left_behind = verdict.left_behind.reasons.iter().filter(|_| parents);
    let mut reasons: Vec<Reason> = Vec::new();
    for reason in verdict.monitoring.reasons.iter().chain(left_behind) {
        if !reasons.iter().any(|known| known.code == reason.code && known.text == reason.text) {
            reasons.push(reason.clone());
        }
    }
    if verdict.monitoring.says(ReasonCode::Age16Plus) {
        reasons.retain(|reason| reason.code == ReasonCode::Age16Plus);
        reasons.truncate(1);
    }
    reasons
}

/// The answers with which the chosen form begins: those that the form has. For a child who lives alone the form asks
/// for help with its care: whoever registers it was told that somebody will call, and no form has the answer that
/// says why.
#[must_use]
pub fn start(form: FormKind, answers: &Answers) -> Answers {
    let form = crate::forms::form(form);
    let mut begun: Answers = answers
        .iter()
        .filter(|(key, value)| {
            form.field(key).is_some_and(|field| match value {
                Value::Text(code) => field.options().is_empty() || field.option_label(code).is_some(),
                Value::Choices(codes) => codes.iter().all(|code| field.option_label(code).is_some()),
                Value::Bool(_) | Value::Address(_) | Value::Paper(_) => true,
            })
        })
        .map(|(key, value)| (key, value.clone()))
        .collect();
    if answers.is(keys::LIVING_WITH, "none") && answers.value(keys::HELP_REQUESTED.name()).is_none() {
        begun.set(keys::HELP_REQUESTED.name(), Value::Bool(true));
        begun.set(keys::NEEDS.name(), Value::Choices(vec!["guardianship".to_owned()]));
    }
    begun
}

#[cfg(test)]
#[path = "screening_tests.rs"]
mod tests;
