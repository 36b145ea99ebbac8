//! 身份与户籍: name, number, sex, birth date, people and county of the hukou.

use jiff::civil::Date;

use super::{coded, conclude};
use crate::comparison::answer::Identity;
use crate::comparison::columns::{CheckResult, HouseholdStatus};
use crate::comparison::item_state::ItemState;
use crate::comparison::outcome::{Note, Outcome, Proposal};
use crate::comparison::standing::Standing;
use crate::divisions::{Address, DivisionCode};
use crate::form::{FormKind, Value};
use crate::forms::keys;
use crate::values::date::format;
use crate::values::name::search_key;

pub(super) fn compare(standing: &Standing<'_>, record: &Identity, as_of: Date) -> Outcome {
    let answers = standing.answers;
    if record.household_status == Some(HouseholdStatus::Deceased) {
        let mut outcome = Outcome::of(ItemState::Mismatch);
        outcome.proposals.push(Proposal::Deceased);
        return outcome;
    }
    if [record.name_check, record.number_check].contains(&Some(CheckResult::Nobody)) {
        return Outcome::of(ItemState::NotFound);
    }
    let mut outcome = Outcome::of(ItemState::Matched);
    match (&record.name, answers.text(keys::CHILD_NAME)) {
        (Some(theirs), Some(ours)) if search_key(theirs) == search_key(ours) => {
            if theirs != ours {
                outcome = outcome.note(Note::Equivalent);
            }
        }
        (Some(theirs), _) => outcome = outcome.difference(answers, "child_name", coded(theirs)),
        (None, _) if record.name_check == Some(CheckResult::Differs) => {
            outcome = outcome.difference(answers, "child_name", None);
        }
        (None, _) => {}
    }
    if record.number_check == Some(CheckResult::Differs) {
        outcome = outcome.difference(answers, "child_id_number", None);
    }
    for (key, theirs) in [("child_sex", &record.sex), ("child_ethnicity", &record.ethnicity)] {
        if let Some(theirs) = theirs
            && answers.value(key).and_then(Value::as_text) != Some(theirs)
        {
            outcome = outcome.difference(answers, key, coded(theirs));
        }
    }
    if let Some(theirs) = record.birth_date
        && answers.get(keys::CHILD_BIRTH_DATE) != Some(theirs)
    {
        outcome = outcome.difference(answers, "child_birth_date", coded(&format(theirs)));
    }
    conclude(hukou(outcome, standing, record, as_of))
}

/// Where the child is registered now. The county counts; a township is kept with the answer.
fn hukou(mut outcome: Outcome, standing: &Standing<'_>, record: &Identity, as_of: Date) -> Outcome {
    let answers = standing.answers;
    let registered: Option<bool> = answers.get(keys::HUKOU_REGISTERED);
    let theirs = record.hukou_county.or(record.hukou_township);
    let county = |code: Option<DivisionCode>| code.and_then(|code| code.county_on(as_of));
    let (ours, stated) = (county(standing.hukou()), county(theirs));
    match record.household_status {
        Some(HouseholdStatus::Unregistered) if registered != Some(false) => {
            return outcome.difference(answers, "hukou_registered", Some(Value::Bool(false)));
        }
        Some(HouseholdStatus::Registered) if registered == Some(false) => {
            outcome = outcome.difference(answers, "hukou_registered", Some(Value::Bool(true)));
        }
        // Gone from where it was, and nobody says where to.
        Some(HouseholdStatus::MovedOut | HouseholdStatus::Cancelled) if stated.is_none() || stated == ours => {
            return outcome.difference(answers, "hukou_address", None);
        }
        _ => {}
    }
    if stated.is_none() || stated == ours {
        let digits = |code: Option<DivisionCode>| code.and_then(DivisionCode::county);
        if stated.is_some() && digits(theirs) != digits(standing.hukou()) {
            outcome = outcome.note(Note::Equivalent);
        }
        return outcome;
    }
    if standing.form == FormKind::Migrant && stated == county(standing.residence()) {
        outcome.proposals.push(Proposal::HukouMoved);
    }
    let place = record.hukou_township.or(record.hukou_county).map(|code| code.to_string()).unwrap_or_default();
    outcome.difference(
        answers,
        "hukou_address",
        Some(Value::Address(Address { division_code: place, ..Address::default() })),
    )
}
