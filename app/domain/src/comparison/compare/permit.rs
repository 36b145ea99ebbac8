//! 居住登记: 无记录 counts as 未登记, and so does a permit that was not endorsed in time.

use jiff::civil::Date;

use super::{coded, conclude};
use crate::comparison::answer::Permit;
use crate::comparison::item_state::ItemState;
use crate::comparison::outcome::{Note, Outcome};
use crate::comparison::standing::Standing;
use crate::forms::keys;

const FIELD: &str = "residence_registration";

pub(super) fn compare(standing: &Standing<'_>, record: Option<&Permit>, as_of: Date) -> Outcome {
    let mut outcome = Outcome::of(ItemState::Matched);
    let expired = record.and_then(|record| record.valid_until).is_some_and(|last| last < as_of);
    let stated = match record {
        None => Some("unregistered"),
        Some(_) if expired => Some("unregistered"),
        // Who writes until when a permit is good says that there is one.
        Some(Permit { registration: None, valid_until: Some(_), .. }) => Some("residence_permit"),
        Some(record) => record.registration.as_deref(),
    };
    if expired {
        outcome = outcome.note(Note::PermitExpired);
    }
    let Some(stated) = stated else { return Outcome::of(ItemState::Unclear) };
    if standing.answers.text(keys::RESIDENCE_REGISTRATION) != Some(stated) {
        outcome = outcome.difference(standing.answers, FIELD, coded(stated));
    }
    conclude(outcome)
}
