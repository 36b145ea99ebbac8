//! 医保. 无记录 says what this office sees, 未参保 what it knows.

use jiff::civil::Date;

use super::{coded, conclude};
use crate::comparison::answer::Insurance;
use crate::comparison::columns::InsuranceStatus;
use crate::comparison::item_state::ItemState;
use crate::comparison::outcome::{Note, Outcome};
use crate::comparison::standing::Standing;
use crate::divisions::DivisionCode;
use crate::form::FormKind;
use crate::forms::keys;

const FIELD: &str = "medical_insurance";

pub(super) fn none(standing: &Standing<'_>) -> Outcome {
    if standing.answers.is(keys::MEDICAL_INSURANCE, "at_hukou") {
        return Outcome::of(ItemState::Unclear).note(Note::HeldElsewhere);
    }
    against(standing, "none")
}

pub(super) fn compare(standing: &Standing<'_>, record: &Insurance, as_of: Date) -> Outcome {
    match (record.status, standing.form, record.place) {
        (None, ..) => Outcome::of(ItemState::Unclear),
        (Some(InsuranceStatus::Uninsured | InsuranceStatus::Suspended), ..) => against(standing, "none"),
        (Some(InsuranceStatus::Insured), FormKind::LeftBehind, _) => against(standing, "insured"),
        (Some(InsuranceStatus::Insured), FormKind::Migrant, None) => {
            Outcome::of(ItemState::Unclear).note(Note::PlaceMissing)
        }
        (Some(InsuranceStatus::Insured), FormKind::Migrant, Some(place)) => insured_at(standing, place, as_of),
    }
}

/// A pooling area may hold both the place of residence and that of the hukou: then either is right.
fn insured_at(standing: &Standing<'_>, place: DivisionCode, as_of: Date) -> Outcome {
    let here = covers(place, standing.residence(), as_of);
    let home = covers(place, standing.hukou(), as_of);
    match (here, home) {
        (true, true) if standing.answers.is(keys::MEDICAL_INSURANCE, "at_hukou") => against(standing, "at_hukou"),
        (true, _) => against(standing, "at_residence"),
        (false, true) => against(standing, "at_hukou"),
        (false, false) => {
            let outcome = Outcome::of(ItemState::Mismatch).note(Note::InsuredElsewhere);
            outcome.difference(standing.answers, FIELD, None)
        }
    }
}

/// Whether the place, as deep as the department knows it, is the county of `at` or holds it.
fn covers(place: DivisionCode, at: Option<DivisionCode>, as_of: Date) -> bool {
    let Some(county) = at.and_then(|at| at.county_on(as_of)) else { return false };
    match place.county_on(as_of) {
        Some(stated) => stated == county,
        None => place.contains(DivisionCode::from(county)),
    }
}

fn against(standing: &Standing<'_>, stated: &str) -> Outcome {
    let mut outcome = Outcome::of(ItemState::Matched);
    if standing.answers.text(keys::MEDICAL_INSURANCE) != Some(stated) {
        outcome = outcome.difference(standing.answers, FIELD, coded(stated));
    }
    conclude(outcome)
}
