//! DT-N: needs that were told, and needs that the answers show.

use serde::Serialize;

use super::need::Need;
use super::trigger::{disability, has, homeless, no_guardian};
use crate::eligibility::Verdict;
use crate::eligibility::facts::Hukou;
use crate::form::{Answers, Department};
use crate::forms::keys;
use crate::values::date::full_years;

/// A need that goes to a department (DT-N).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Referral {
    /// What it is about.
    pub need: Need,
    /// To be passed on at once, not with the next batch.
    pub urgent: bool,
}

impl Referral {
    /// Who answers.
    #[must_use]
    pub const fn to(&self) -> Department {
        self.need.department()
    }
}

/// The referrals to suggest: needs that were told, and needs that the answers show (V-19, V-33).
#[must_use]
pub fn referrals(answers: &Answers, verdict: &Verdict) -> Vec<Referral> {
    let needs = answers.choices(keys::NEEDS);
    let years = answers.get(keys::CHILD_BIRTH_DATE).map(|born| full_years(born, verdict.as_of));
    let out_of_school =
        answers.is(keys::SCHOOLING_STAGE, "out_of_school") || answers.is(keys::ACADEMIC_STATUS, "dropped_out");
    let school_age = years.is_some_and(|years| (6..=15).contains(&years));
    let small = years.is_some_and(|years| years < 7);
    let no_service = answers.is(keys::HEALTH_SERVICE_0_6Y, "not_received");
    let disabled = disability(answers) == Some(true);
    let homeless = homeless(answers) == Some(true);
    let alone = no_guardian(answers);
    let dropped_out = school_age && out_of_school;
    let referral = |need| Referral { need, urgent: false };
    let rows = [
        (homeless || alone, Referral { need: Need::Safety, urgent: true }),
        (has(needs, "guardianship") || alone, Referral { need: Need::Guardianship, urgent: alone }),
        (has(needs, "relief") || homeless, referral(Need::Relief)),
        (has(needs, "schooling") || dropped_out, Referral { need: Need::Schooling, urgent: dropped_out }),
        (has(needs, "medical"), referral(Need::Medical)),
        (has(needs, "psych"), referral(Need::Psych)),
        (small && no_service, referral(Need::Service)),
        (answers.is(keys::MEDICAL_INSURANCE, "none"), referral(Need::Insurance)),
        (Hukou::of(answers) == Hukou::Nowhere, referral(Need::Hukou)),
        (answers.is(keys::RESIDENCE_REGISTRATION, "unregistered"), referral(Need::Residence)),
        (
            has(needs, "rehab") || (disabled && answers.get(keys::REHAB_AID_RECEIVED) == Some(false)),
            referral(Need::Rehab),
        ),
        (disabled && answers.is(keys::DISABILITY_GRADE, "none"), referral(Need::Assessment)),
        (has(needs, "other"), referral(Need::Other)),
    ];
    rows.into_iter().filter_map(|(stands, referral)| stands.then_some(referral)).collect()
}
