//! The township's review: the queue, one entry, and what a reviewer does with it.
//!
//! What is offered to whom is the review table of the domain ([`domain::review::actions`]); here it meets
//! persons (nobody decides about an own submission), claims, offers and the database.

pub mod batch;
pub mod decide;
pub mod duplicate_candidates;
mod field_work;
pub mod open;
pub mod queue;
mod view;

pub use batch::approve_batch;
pub use decide::decide;
pub use duplicate_candidates::settle_candidate;
pub use field_work::{Picture, picture};
pub use open::{open, read, release};
pub use queue::queue;

use domain::review::{Action, State, actions};

use super::accounts::Reviewer;
use crate::document::Note;
use crate::entity::{event, record};
use crate::error::Result;
use crate::store::Store;

pub use super::submissions::state_of;

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
    let id = store.new_id();
    let sealed = if *note == Note::default() { None } else { Some(note.seal(&store.keys, record.id, id)?) };
    let (note, key_id) = sealed.map(|sealed| (sealed.bytes, sealed.key_id)).unzip();
    let account = reviewer.account();
    Ok(event::Model {
        county_code: record.county_code.clone(),
        record_id: record.id,
        id,
        at: record.moved_at,
        actor_id: Some(account.id()),
        actor_name: account.display_name().to_owned(),
        action: action.code().to_owned(),
        from_state: Some(from.code().to_owned()),
        to_state: record.state.clone(),
        version: record.version,
        note,
        key_id,
    })
}
