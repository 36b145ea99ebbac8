//! The words of an event, sealed.

use domain::review::FieldComment;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::tables::event;
use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::{Binding, Sealed};
use crate::error::Result;

/// Words that a reviewer gave with a move.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Reason in words.
    pub reason: Option<String>,
    /// Comments at fields.
    #[serde(default)]
    pub comments: Vec<FieldComment>,
}

impl Note {
    /// Seals it for its event, with the key of the record.
    ///
    /// # Errors
    /// As [`RecordKey::seal`].
    pub fn seal(&self, key: &RecordKey, record: Uuid, event: Uuid) -> Result<Sealed> {
        key.seal_json(Binding::note(record, event), self)
    }

    /// Opens that of an event, with the key of its record; empty when it has none.
    ///
    /// # Errors
    /// As [`RecordKey::open`].
    pub fn open(key: &RecordKey, row: &event::Model) -> Result<Self> {
        match (&row.note, &row.key_id) {
            (Some(note), Some(key_id)) => key.open_json(Binding::note(row.record_id, row.id), key_id, note),
            _ => Ok(Self::default()),
        }
    }
}
