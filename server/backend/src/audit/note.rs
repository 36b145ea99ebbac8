//! The words of an event, sealed.

use domain::review::FieldComment;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::tables::event;
use crate::crypt::keyring::Keyring;
use crate::crypt::seal::{Binding, Sealed, open_json, seal_json};
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
    /// Seals it for its event.
    ///
    /// # Errors
    /// As [`crate::crypt::seal::seal`].
    pub fn seal(&self, keys: &Keyring, record: Uuid, event: Uuid) -> Result<Sealed> {
        seal_json(keys, Binding::note(record, event), self)
    }

    /// Opens that of an event; empty when it has none.
    ///
    /// # Errors
    /// As [`crate::crypt::seal::open`].
    pub fn open(keys: &Keyring, row: &event::Model) -> Result<Self> {
        match (&row.note, &row.key_id) {
            (Some(note), Some(key_id)) => open_json(keys, Binding::note(row.record_id, row.id), key_id, note),
            _ => Ok(Self::default()),
        }
    }
}
