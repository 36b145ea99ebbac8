//! The one pen: every event is made here, and written in the transaction of the act that it tells of.

use domain::register::State;
use domain::review::Action;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Note;
use super::tables::event;
use crate::crypt::keyring::Keyring;
use crate::error::Result;
use crate::store::bulk;

/// Who acts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Actor<'a> {
    /// Account; nothing for a family.
    pub(crate) id: Option<Uuid>,
    /// In words, as the history shows it.
    pub(crate) name: &'a str,
}

/// The record as it is after the act.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    /// Its county, 6 digits.
    pub(crate) county: &'a str,
    /// Its id.
    pub(crate) record: Uuid,
    /// Code of its state.
    pub(crate) state: &'a str,
    /// Its version.
    pub(crate) version: i32,
}

/// Something that was done with a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Act<'a> {
    /// When, Unix milliseconds.
    pub(crate) at: i64,
    /// Who did it.
    pub(crate) actor: Actor<'a>,
    /// What.
    pub(crate) action: Action,
    /// State before; nothing for the first event.
    pub(crate) from: Option<State>,
    /// With what.
    pub(crate) subject: Subject<'a>,
}

impl Act<'_> {
    /// The event of this act under an id of its instant, with words that are sealed.
    ///
    /// # Errors
    /// If the words cannot be sealed.
    pub(crate) fn event(&self, keys: &Keyring, id: Uuid, note: &Note) -> Result<event::Model> {
        let Subject { county, record, state, version } = self.subject;
        let sealed = if *note == Note::default() { None } else { Some(note.seal(keys, record, id)?) };
        let (note, key_id) = sealed.map(|sealed| (sealed.bytes, sealed.key_id)).unzip();
        Ok(event::Model {
            county_code: county.to_owned(),
            record_id: record,
            id,
            at: self.at,
            actor_id: self.actor.id,
            actor_name: self.actor.name.to_owned(),
            action: self.action.code().to_owned(),
            from_state: self.from.map(|state| state.code().to_owned()),
            to_state: state.to_owned(),
            version,
            note,
            key_id,
        })
    }
}

/// Writes events. Submissions that are written in groups carry theirs along instead
/// ([`crate::declare::writer`]).
///
/// # Errors
/// If the database refuses.
pub(crate) async fn write<C: ConnectionTrait>(db: &C, events: &[event::Model]) -> Result<()> {
    bulk::insert::<event::Entity, _>(db, events.iter()).await
}
