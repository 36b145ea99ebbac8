//! What is said of a batch and in an answer, sealed; and who says it, in words.

use domain::comparison::{Answer, Outcome};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::tables::batch;
use crate::access::accounts::Account;
use crate::crypt::keyring::Keyring;
use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::{Binding, Sealed, open_json, seal_json};
use crate::error::Result;
use crate::register::tables::comparison_answer;

/// The words of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    /// What it is for.
    pub(super) purpose: String,
    /// What the approver wants changed.
    pub(super) returned: Option<String>,
    /// Why it was closed or cancelled.
    pub(super) ended: Option<String>,
}

impl Words {
    pub(super) fn seal(&self, keys: &Keyring, (county, batch, revision): (&str, Uuid, i64)) -> Result<Sealed> {
        seal_json(keys, county, Binding::comparison_batch(batch, revision), self)
    }

    pub(super) fn open(keys: &Keyring, row: &batch::Model) -> Result<Self> {
        let binding = Binding::comparison_batch(row.id, row.revision);
        open_json(keys, &row.county_code, binding, &row.key_id, &row.sealed)
    }

    /// The row with these words in its next revision.
    pub(super) fn keep(&self, keys: &Keyring, row: &mut batch::Model) -> Result<()> {
        row.revision += 1;
        let sealed = self.seal(keys, (&row.county_code, row.id, row.revision))?;
        (row.sealed, row.key_id) = (sealed.bytes, sealed.key_id);
        Ok(())
    }
}

/// Who acts, as others read it.
pub(super) fn who(account: &Account) -> String {
    format!("{}（{}）", account.display_name(), account.role().label())
}

/// What a department said, and what it meant when it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// What it said.
    pub answer: Answer,
    /// What followed.
    pub outcome: Outcome,
}

impl Said {
    pub(super) fn seal(&self, key: &RecordKey, record: Uuid, answer: Uuid) -> Result<Sealed> {
        key.seal_json(Binding::answer(record, answer), self)
    }

    pub(super) fn open(key: &RecordKey, row: &comparison_answer::Model) -> Result<Self> {
        key.open_json(Binding::answer(row.record_id, row.id), &row.key_id, &row.sealed)
    }
}
