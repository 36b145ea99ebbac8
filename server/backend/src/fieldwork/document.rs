//! What rests sealed of field work: households, follow-up visits, and declarations that were refused.

use domain::fieldwork::{Draft, FollowUp, Household};
use serde::{Deserialize, Serialize};

use super::tables::household;
use crate::crypt::keyring::Keyring;
use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::{Binding, open_json};
use crate::declare::tables::refused_message;
use crate::error::Result;
use crate::register::tables::visit;

/// A declaration that is kept for its worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RefusedMessage {
    /// What goes back to the worker.
    #[serde(flatten)]
    #[serde(rename = "entry")]
    pub draft: Draft,
    /// What came, in base64, when it could not be opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

/// Opens what a household's row holds.
///
/// # Errors
/// As [`crate::crypt::seal::open`].
pub fn open_household(keys: &Keyring, row: &household::Model) -> Result<Household> {
    open_json(keys, &row.county_code, Binding::household(row.id, row.updated_at), &row.key_id, &row.sealed)
}

/// Opens what a follow-up visit's row holds, with the key of its record.
///
/// # Errors
/// As [`RecordKey::open`].
pub fn open_visit(key: &RecordKey, row: &visit::Model) -> Result<FollowUp> {
    key.open_json(Binding::visit(row.record_id, row.id), &row.key_id, &row.sealed)
}

/// Opens a declaration that is kept for the worker.
///
/// # Errors
/// As [`crate::crypt::seal::open`].
pub fn open_refused(keys: &Keyring, row: &refused_message::Model) -> Result<Draft> {
    let binding = Binding::refused_message(row.id);
    let refused: RefusedMessage = open_json(keys, &row.county_code, binding, &row.key_id, &row.sealed)?;
    Ok(refused.draft)
}
