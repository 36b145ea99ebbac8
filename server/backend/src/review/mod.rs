//! The review by townships and the county: the queue, one record, and what a reviewer does with it.
//!
//! Which moves a state has is the review table of the domain, who makes them the access table; here they meet persons
//! (nobody decides about an own submission), claims, offers and the database.

pub mod batch;
pub mod decide;
pub mod duplicate_candidates;
mod field_work;
mod guards;
pub(crate) mod looked;
pub mod open;
mod picture;
pub mod queue;
pub mod reveal;
pub mod rows;
pub(crate) mod view;

pub use batch::{Together, approve_batch, together};
pub use decide::decide;
pub use duplicate_candidates::settle_candidate;
pub use open::{Printed, hold, open, print, read, release};
pub use picture::{Picture, picture};
pub use queue::queue;
pub use reveal::{asked, reveal};

use domain::access::{self, Target};
use domain::eligibility::Class;
use domain::register::State;
use domain::review::{Action, authority, moves_from};

use crate::access::accounts::Reviewer;
use crate::audit::Note;
use crate::audit::pen::{Act, Trace};
use crate::error::Result;
use crate::register::seen::relation;
use crate::register::tables::record;
use crate::store::Store;

pub use crate::register::document::state_of;

/// Who has the record open now, when it is somebody else: name, and until when.
fn claimed_by_other(record: &record::Model, reviewer: &Reviewer, now: i64) -> Option<(String, i64)> {
    let until = record.claimed_until.filter(|until| *until > now)?;
    let by = record.claimed_by.filter(|by| *by != reviewer.account().id())?;
    Some((record.claimed_name.clone().unwrap_or_else(|| by.to_string()), until))
}

/// The moves that the access table gives this person for the record, `own` telling that he or she submitted it.
/// An offered transfer is received or declined by the township to which it is offered, and by no other.
fn offered(record: &record::Model, state: State, reviewer: &Reviewer, own: bool) -> Vec<Action> {
    if own || !reviewer.acts() {
        return Vec::new();
    }
    let Some(relation) = relation(reviewer.account(), record) else { return Vec::new() };
    let target = Target::Record(relation, state.into());
    let role = reviewer.account().role();
    let allowed =
        |action: &&Action| authority(state, **action).is_some_and(|by| access::may(by, role, target).is_some());
    let by_hand = moves_from(state).iter().filter(|action| action.by_hand());
    by_hand.filter(allowed).copied().filter(|action| *action != Action::Judge || asks_for_judgement(record)).collect()
}

/// Whether the rules leave the class of the child to a person who did not say it yet.
fn asks_for_judgement(record: &record::Model) -> bool {
    matches!(Class::from_code(&record.class), Some(Class::Review | Class::Overlap))
}

/// What a reviewer's move leaves behind; `record` as it is after the move.
fn trace(
    store: &Store,
    reviewer: &Reviewer,
    record: &record::Model,
    action: Action,
    from: State,
    note: &Note,
) -> Result<Trace> {
    let act =
        Act { at: record.moved_at, actor: &reviewer.actor(), action, from: Some(from), subject: record.subject() };
    act.trace(&record.key(&store.keys)?, store.new_id(), note)
}
