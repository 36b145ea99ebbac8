//! 就学: stage, school, status and boarding.

use jiff::civil::Date;

use super::coded;
use super::school_name::SchoolName;
use crate::comparison::answer::Schooling;
use crate::comparison::columns::RollPlace;
use crate::comparison::item_state::ItemState;
use crate::comparison::outcome::{Alert, Note, Outcome};
use crate::comparison::standing::Standing;
use crate::form::Value;
use crate::forms::keys;
use crate::values::date::full_years;

/// 无记录, or 无学籍.
pub(super) fn none(standing: &Standing<'_>, as_of: Date) -> Outcome {
    let answers = standing.answers;
    let school = answers.text(keys::SCHOOL_NAME);
    if answers.is(keys::SCHOOLING_STAGE, "preschool") && school.is_none() {
        return Outcome::of(ItemState::Matched);
    }
    if is_outside(standing, as_of) {
        return Outcome::of(ItemState::Unclear).note(Note::HeldElsewhere);
    }
    let mut outcome = Outcome::of(ItemState::Mismatch).difference(answers, "schooling_stage", None);
    if school.is_some() {
        outcome = outcome.difference(answers, "school_name", None);
    }
    alerted(outcome, standing, as_of)
}

/// Whether a school is declared that the departments of this county cannot see: the child lives elsewhere, or the school's
/// name says so.
fn is_outside(standing: &Standing<'_>, as_of: Date) -> bool {
    let Some(school) = standing.answers.text(keys::SCHOOL_NAME) else { return false };
    let path = standing.answers.address(keys::CURRENT_ADDRESS).map_or("", |address| &address.division_path);
    let path: Vec<&str> = path.split('/').map(str::trim).filter(|name| !name.is_empty()).collect();
    standing.lives_elsewhere(as_of) || SchoolName::of(school).is_outside(&path)
}

pub(super) fn compare(standing: &Standing<'_>, record: &Schooling, as_of: Date) -> Outcome {
    if record.roll == Some(RollPlace::Nowhere) && record.school.is_none() && record.stage.is_none() {
        return none(standing, as_of);
    }
    let answers = standing.answers;
    let preschool = answers.is(keys::SCHOOLING_STAGE, "preschool");
    let school = answers.text(keys::SCHOOL_NAME);
    if preschool && school.is_none() && record.stage.as_deref() == Some("no_kindergarten") {
        return Outcome::of(ItemState::Matched);
    }
    let mut outcome = Outcome::of(ItemState::Matched);
    let stage = stage(record);
    if stage.is_some() && answers.text(keys::SCHOOLING_STAGE) != stage {
        outcome = outcome.difference(answers, "schooling_stage", stage.and_then(coded));
    }
    match same_school(standing, record) {
        School::Equal => {}
        School::Equivalent => outcome = outcome.note(Note::Equivalent),
        School::Different => {
            outcome = outcome.difference(answers, "school_name", record.school.as_deref().and_then(coded));
        }
    }
    if let (Some(ours), Some(theirs)) = (answers.text(keys::ACADEMIC_STATUS), record.academic_status.as_deref())
        && ours != theirs
    {
        outcome = outcome.difference(answers, "academic_status", coded(theirs));
    }
    if let (Some(ours), Some(theirs)) = (answers.get(keys::IS_BOARDING), record.boarding)
        && ours != theirs
    {
        outcome = outcome.difference(answers, "is_boarding", Some(Value::Bool(theirs)));
    }
    let outcome = super::conclude(outcome);
    let gone = stage == Some("out_of_school") || record.academic_status.as_deref() == Some("dropped_out");
    if gone && outcome.state == ItemState::Mismatch { alerted(outcome, standing, as_of) } else { outcome }
}

/// The department's stage by the form's codes; a kindergarten belongs to 学龄前.
fn stage(record: &Schooling) -> Option<&str> {
    match record.stage.as_deref() {
        Some("kindergarten" | "no_kindergarten") => Some("preschool"),
        stage => stage,
    }
}

enum School {
    Equal,
    /// Written otherwise.
    Equivalent,
    Different,
}

fn same_school(standing: &Standing<'_>, record: &Schooling) -> School {
    let (code, name) = (standing.answers.text(keys::SCHOOL_CODE), standing.answers.text(keys::SCHOOL_NAME));
    if let (Some(ours), Some(theirs)) = (code, record.school_code.as_deref())
        && ours == theirs
    {
        return School::Equal;
    }
    match (name, record.school.as_deref()) {
        (None, None) => School::Equal,
        (Some(ours), Some(theirs)) if ours == theirs => School::Equal,
        (Some(ours), Some(theirs)) if SchoolName::of(ours).same(&SchoolName::of(theirs)) => School::Equivalent,
        _ => School::Different,
    }
}

/// Of school age and in no school that the department sees: V-33.
fn alerted(mut outcome: Outcome, standing: &Standing<'_>, as_of: Date) -> Outcome {
    let years = standing.answers.get(keys::CHILD_BIRTH_DATE).map(|born| full_years(born, as_of));
    outcome.alert = years.filter(|years| (6..=15).contains(years)).map(|_| Alert::OutOfSchool);
    outcome
}
