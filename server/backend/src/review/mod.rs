//! The township's review: the queue, one record, and what a reviewer does with it.
//!
//! What is offered to whom is the review table of the domain ([`domain::review::actions`]); here it meets
//! persons (nobody decides about an own submission), claims, offers and the database.

pub mod batch;
pub mod decide;
pub mod duplicate_candidates;
mod field_work;
pub mod open;
pub mod queue;
pub mod rows;
mod view;

pub use batch::approve_batch;
pub use decide::decide;
pub use duplicate_candidates::settle_candidate;
pub use field_work::{Picture, picture};
pub use open::{hold, open, read, release};
pub use queue::queue;

use domain::register::State;
use domain::review::{Action, actions};

use crate::access::accounts::Reviewer;
use crate::audit::Note;
use crate::audit::pen::{Act, Actor};
use crate::audit::tables::event;
use crate::error::Result;
use crate::register::tables::record;
use crate::store::Store;

pub use crate::declare::submissions::state_of;

/// Who has the record open now, when it is somebody else: name, and until when.
fn claimed_by_other(record: &record::Model, reviewer: &Reviewer, now: i64) -> Option<(String, i64)> {
    let until = record.claimed_until.filter(|until| *until > now)?;
    let by = record.claimed_by.filter(|by| *by != reviewer.account().id())?;
    Some((record.claimed_name.clone().unwrap_or_else(|| by.to_string()), until))
}

/// What the review table offers this person for the record, `own` telling that he or she submitted it.
/// An offered transfer is received or declined by the township to which it is offered, and by no other.
fn offered(record: &record::Model, state: State, reviewer: &Reviewer, own: bool) -> &'static [Action] {
    if own || !reviewer.decides() {
        return &[];
    }
    let township = reviewer.area().township();
    let right_side = match state {
        State::Transferring => record.offered_to.as_deref() == township,
        _ => Some(record.township_code.as_str()) == township,
    };
    if right_side { actions(state, reviewer.account().role()) } else { &[] }
}

/// The event of a reviewer's move; `record` as it is after the move.
fn event(
    store: &Store,
    reviewer: &Reviewer,
    record: &record::Model,
    action: Action,
    from: State,
    note: &Note,
) -> Result<event::Model> {
    let account = reviewer.account();
    let actor = Actor { id: Some(account.id()), name: account.display_name() };
    Act { at: record.moved_at, actor, action, from: Some(from), subject: record.subject() }.event(
        &store.keys,
        store.new_id(),
        note,
    )
}
