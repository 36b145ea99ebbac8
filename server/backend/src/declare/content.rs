//! What rests sealed of a draft.

use domain::form::{Answers, OverrideReason};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::tables::draft;
use crate::crypt::keyring::Keyring;
use crate::crypt::seal::{Binding, Sealed, open_json, seal_json};
use crate::error::Result;

/// A draft's content.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftContent {
    /// Answers as typed.
    pub answers: Answers,
    /// Reasons given for overrides.
    pub overrides: Vec<OverrideReason>,
    /// The guardian who agreed to the notice, where somebody else fills in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<String>,
}

impl DraftContent {
    /// Seals it for a revision of its draft, which is of this county.
    ///
    /// # Errors
    /// As [`crate::crypt::seal::seal`].
    pub fn seal(&self, keys: &Keyring, county: &str, (draft, revision): (Uuid, i64)) -> Result<Sealed> {
        seal_json(keys, county, Binding::draft(draft, revision), self)
    }

    /// Opens that of a draft.
    ///
    /// # Errors
    /// As [`crate::crypt::seal::open`].
    pub fn open(keys: &Keyring, row: &draft::Model) -> Result<Self> {
        open_json(keys, &row.county_code, Binding::draft(row.id, row.revision), &row.key_id, &row.sealed)
    }
}
