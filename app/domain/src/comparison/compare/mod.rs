//! From answer to state: a pure function of the item, the standing version, the answer and the day. The first rule that fits
//! decides, a file an item.

mod disability;
mod identity;
mod insurance;
mod livelihood;
mod permit;
mod school_name;
mod schooling;
mod service;

use jiff::civil::Date;

use super::answer::{Answer, Record, Statement};
use super::item::{Applies, Item};
use super::item_state::ItemState;
use super::outcome::{Outcome, Proposal};
use super::standing::Standing;

/// What an answer means. An item that does not concern the child on this day is [`ItemState::NotApplicable`] whatever was
/// answered, so that a child who outgrew a service leaves the comparison; the answer of the form stays as history.
///
/// A record of another item says nothing here: [`ItemState::Unclear`].
#[must_use]
pub fn compare(item: Item, standing: &Standing<'_>, answer: &Answer, as_of: Date) -> Outcome {
    if item.applies(standing.form, standing.answers, as_of) == Applies::No {
        return Outcome::of(ItemState::NotApplicable);
    }
    let record = match &answer.says {
        Statement::CannotTell => return Outcome::of(ItemState::Unclear),
        Statement::Corrected => return Outcome::of(ItemState::DeptCorrected),
        Statement::Agrees => return Outcome::of(ItemState::Matched),
        Statement::NoRecord => None,
        Statement::Record(record) => Some(record),
    };
    match (item, record) {
        (Item::Identity, None) => Outcome::of(ItemState::NotFound),
        (Item::Identity, Some(Record::Identity(record))) => identity::compare(standing, record, as_of),
        (Item::ResidencePermit, None) => permit::compare(standing, None, as_of),
        (Item::ResidencePermit, Some(Record::ResidencePermit(record))) => {
            permit::compare(standing, Some(record), as_of)
        }
        (Item::Schooling, None) => schooling::none(standing, as_of),
        (Item::Schooling, Some(Record::Schooling(record))) => schooling::compare(standing, record, as_of),
        (Item::Health06 | Item::Tcm036, None) => service::none(item, standing, as_of),
        (Item::Health06, Some(Record::Health06(record))) | (Item::Tcm036, Some(Record::Tcm036(record))) => {
            service::compare(item, standing, record)
        }
        (Item::Vaccination, None) => Outcome::of(ItemState::NotFound),
        (Item::Vaccination, Some(Record::Vaccination(record))) => {
            let mut outcome = Outcome::of(ItemState::Matched);
            outcome.proposals.extend((!record.missing.is_empty()).then_some(Proposal::Vaccination));
            outcome
        }
        (Item::Insurance, None) => insurance::none(standing),
        (Item::Insurance, Some(Record::Insurance(record))) => insurance::compare(standing, record, as_of),
        (Item::Disability, None) => disability::none(standing),
        (Item::Disability, Some(Record::Disability(record))) => disability::compare(standing, record),
        (Item::Livelihood, None) => livelihood::compare(standing, None),
        (Item::Livelihood, Some(Record::Livelihood(record))) => livelihood::compare(standing, Some(record)),
        (_, Some(_)) => Outcome::of(ItemState::Unclear),
    }
}

/// Matched when nothing differs, else a mismatch; the remark stays in either case.
fn conclude(mut outcome: Outcome) -> Outcome {
    outcome.state = if outcome.differences.is_empty() { ItemState::Matched } else { ItemState::Mismatch };
    outcome
}

/// A code as an answer.
fn coded(code: &str) -> Option<crate::form::Value> {
    Some(crate::form::Value::Text(code.to_owned()))
}
