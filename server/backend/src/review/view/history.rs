//! What happened to a record: masked there is what was done and where, and no person.

use domain::access::Group;
use domain::register::State;
use domain::review::{Action, authority};
use domain::view::review::EventView;
use sea_orm::ConnectionTrait;

use crate::audit;
use crate::audit::Note;
use crate::audit::tables::event;
use crate::crypt::record_key::RecordKey;
use crate::error::{Error, Result};
use crate::register::seen::Seen;
use crate::register::tables::record;

/// The history of a record, newest first.
pub(super) async fn of_record<C: ConnectionTrait>(
    key: &RecordKey,
    db: &C,
    seen: Seen,
    record: &record::Model,
) -> Result<Vec<EventView>> {
    if !seen.shows(Group::History) {
        return Ok(Vec::new());
    }
    let events = audit::rows::history::of_record(db, &record.county_code, record.id).await?;
    events.iter().map(|row| view(key, seen, row)).collect()
}

fn view(key: &RecordKey, seen: Seen, row: &event::Model) -> Result<EventView> {
    let note = Note::open(key, row)?;
    let action = Action::from_code(&row.action);
    // What a family is to read stands in one group, what colleagues tell each other in another.
    let to_family = matches!(action, Some(Action::Return | Action::Reject));
    let reads_words = seen.reads(Group::Words);
    let reads_reason = if to_family { reads_words } else { seen.reads(Group::Notes) };
    Ok(EventView {
        at: row.at,
        by: if seen.reads(Group::History) { row.actor_name.clone() } else { side(row, action).to_owned() },
        action: action.filter(|action| action.decides() || !action.moves()),
        state: State::from_code(&row.to_state).ok_or_else(|| Error::internal("an event has an unknown state"))?,
        reason: note.reason.filter(|_| reads_reason),
        comments: if reads_words { note.comments } else { Vec::new() },
    })
}

/// Who it was, without saying which person.
fn side(row: &event::Model, action: Option<Action>) -> &'static str {
    let before = row.from_state.as_deref().and_then(State::from_code);
    let by = action.zip(before).and_then(|(action, before)| authority(before, action)).map_or("", |by| by.code());
    match row.actor_id {
        None => "家庭",
        Some(_) if by.starts_with("township.") => "乡镇（街道）",
        Some(_) if by.starts_with("county.") => "区民政",
        Some(_) => "工作人员",
    }
}
