//! The one pen: every event is made here, and written in the transaction of the act that it tells of. What moves a record
//! is written twice, as the history that pages show and as an event of the trail.

use domain::register::State;
use domain::review::Action;
use uuid::Uuid;

use super::Note;
use super::entry::{Actor, Entry};
use super::kind::Kind;
use super::lanes::{Lane, Numbered};
use super::proof::sha256;
use super::rows::{history, lanes, trail};
use super::tables::event;
use crate::crypt::record_key::RecordKey;
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

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
    pub(crate) actor: &'a Actor,
    /// What.
    pub(crate) action: Action,
    /// State before; nothing for the first event.
    pub(crate) from: Option<State>,
    /// With what.
    pub(crate) subject: Subject<'a>,
}

/// What an act leaves behind.
#[derive(Clone, Debug)]
pub struct Trace {
    /// A line in the history of the record.
    pub history: event::Model,
    /// The same in the trail.
    pub entry: Entry,
}

impl Act<'_> {
    /// What this act leaves behind, under an id of its instant, with words that are sealed under the record's key.
    ///
    /// # Errors
    /// If the words cannot be sealed.
    pub(crate) fn trace(&self, key: &RecordKey, id: Uuid, note: &Note) -> Result<Trace> {
        let Subject { county, record, state, version } = self.subject;
        let sealed = if *note == Note::default() { None } else { Some(note.seal(key, record, id)?) };
        let (note, key_id) = sealed.map(|sealed| (sealed.bytes, sealed.key_id)).unzip();
        let mut entry = Entry::new(county, self.at, self.kind(), self.actor.clone())
            .of("record", record)
            .with("event", id.to_string());
        entry.version = Some(version);
        entry.detail_hash = note.as_deref().map(|note| sha256(&[note]));
        if self.action.moves() {
            entry = entry.with("action", self.action.code()).with("to", state);
        }
        if let Some(from) = self.from.filter(|_| self.action.moves()) {
            entry = entry.with("from", from.code());
        }
        let history = event::Model {
            county_code: county.to_owned(),
            record_id: record,
            id,
            at: self.at,
            actor_id: self.actor.account(),
            actor_name: self.actor.name.clone(),
            action: self.action.code().to_owned(),
            from_state: self.from.map(|state| state.code().to_owned()),
            to_state: state.to_owned(),
            version,
            note,
            key_id,
        };
        Ok(Trace { history, entry })
    }

    const fn kind(&self) -> Kind {
        match self.action {
            Action::Submit => Kind::Submit,
            Action::Resubmit => Kind::Correct,
            Action::Visit => Kind::Visit,
            Action::ViewPicture => Kind::PictureOpened,
            Action::Reveal => Kind::RecordRevealed,
            _ => Kind::RecordMoved,
        }
    }
}

/// Writes what acts leave behind. Submissions that are written in groups carry theirs along instead
/// ([`crate::declare::writer`]).
///
/// # Errors
/// If the database refuses.
pub(crate) async fn write(store: &Store, tx: &WriteTransaction, traces: &[Trace]) -> Result<()> {
    history::insert(&**tx, traces.iter().map(|trace| &trace.history)).await?;
    append(store, tx, traces.iter().map(|trace| &trace.entry)).await
}

/// Writes events of the trail in the transaction of what they tell of.
///
/// # Errors
/// If the database refuses; then the act must fail too.
pub async fn append<'a>(
    store: &Store,
    tx: &WriteTransaction,
    entries: impl IntoIterator<Item = &'a Entry>,
) -> Result<()> {
    let lane = store.resident::<Lane>();
    let numbered = lane.number(entries);
    lanes::register(&**tx, &lane).await?;
    trail::insert(&**tx, &numbered).await?;
    follow(tx, numbered);
    Ok(())
}

/// Lets the numbers know how the transaction ended in which their rows are.
pub(crate) fn follow(tx: &WriteTransaction, numbered: Numbered) {
    tx.follow(numbered.follower());
}

/// Writes an event of what changes nothing else, before anybody is answered.
///
/// # Errors
/// If the database refuses; then nobody may be answered.
pub async fn record(store: &Store, entry: &Entry) -> Result<()> {
    let tx = store.begin().await?;
    append(store, &tx, [entry]).await?;
    tx.commit().await
}
