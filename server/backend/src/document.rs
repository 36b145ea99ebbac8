//! What rests sealed: the document of a submission, the summary of a record, the note of an event, the
//! answers of a draft, and what came from field workers' phones.

use domain::Date;
use domain::eligibility::Verdict;
use domain::fieldwork::{Draft, FollowUp, Household, Recorded};
use domain::form::{Answers, Finding};
use domain::ledger::Trigger;
use domain::review::FieldComment;
use domain::view::OverrideReason;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entity::{draft, event, household, kept, record, submission, visit};
use crate::error::Result;
use crate::keyring::Keyring;
use crate::seal::{Binding, Sealed, open_json, seal_json};

/// Everything about one version of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The as-of date.
    #[serde(with = "domain::values::date::iso")]
    pub report_date: Date,
    /// Answers, normalised, without those of fields that were not asked.
    pub answers: Answers,
    /// Reasons given for overrides.
    pub overrides: Vec<OverrideReason>,
    /// Verdict at submission.
    pub verdict: Verdict,
    /// Findings at submission.
    pub findings: Vec<Finding>,
    /// Ledger triggers at submission.
    pub ledger: Vec<Trigger>,
    /// How a field worker took it down; nothing when nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_down: Option<TakenDown>,
    /// The guardian who agreed to the notice, where somebody else filled in; nothing when a guardian did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<String>,
}

/// What a list shows of a record; masked at the edge, never in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Child's name.
    pub child_name: String,
    /// 公民身份号码; empty when there is none.
    pub id_number: String,
    /// Birth date, when known.
    #[serde(default, with = "domain::values::date::iso::option")]
    pub birth_date: Option<Date>,
    /// Code of D-SEX; empty when unknown.
    pub sex: String,
    /// As-of date of the current version.
    #[serde(with = "domain::values::date::iso")]
    pub report_date: Date,
}

/// How a declaration was taken down in the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenDown {
    /// The family's consent as the worker recorded it.
    pub consent: Recorded,
    /// The household.
    #[serde(default)]
    pub household: Option<String>,
    /// Day on the phone's clock, which may be wrong.
    #[serde(default)]
    pub written_on: String,
}

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

/// Words that a reviewer gave with a move.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Reason in words.
    pub reason: Option<String>,
    /// Comments at fields.
    #[serde(default)]
    pub comments: Vec<FieldComment>,
}

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

impl Document {
    /// Seals it for its submission.
    ///
    /// # Errors
    /// As [`crate::seal::seal`].
    pub fn seal(&self, keys: &Keyring, record: Uuid, submission: Uuid) -> Result<Sealed> {
        seal_json(keys, Binding::document(record, submission), self)
    }

    /// Opens that of a submission.
    ///
    /// # Errors
    /// As [`crate::seal::open`].
    pub fn open(keys: &Keyring, row: &submission::Model) -> Result<Self> {
        open_json(keys, Binding::document(row.record_id, row.id), &row.key_id, &row.document)
    }
}

impl Summary {
    /// Seals it for its record.
    ///
    /// # Errors
    /// As [`crate::seal::seal`].
    pub fn seal(&self, keys: &Keyring, record: Uuid) -> Result<Sealed> {
        seal_json(keys, Binding::summary(record), self)
    }

    /// Opens that of a record.
    ///
    /// # Errors
    /// As [`crate::seal::open`].
    pub fn open(keys: &Keyring, row: &record::Model) -> Result<Self> {
        open_json(keys, Binding::summary(row.id), &row.key_id, &row.summary)
    }
}

impl Note {
    /// Seals it for its event.
    ///
    /// # Errors
    /// As [`crate::seal::seal`].
    pub fn seal(&self, keys: &Keyring, record: Uuid, event: Uuid) -> Result<Sealed> {
        seal_json(keys, Binding::note(record, event), self)
    }

    /// Opens that of an event; empty when it has none.
    ///
    /// # Errors
    /// As [`crate::seal::open`].
    pub fn open(keys: &Keyring, row: &event::Model) -> Result<Self> {
        match (&row.note, &row.key_id) {
            (Some(note), Some(key_id)) => open_json(keys, Binding::note(row.record_id, row.id), key_id, note),
            _ => Ok(Self::default()),
        }
    }
}

impl DraftContent {
    /// Seals it for its draft.
    ///
    /// # Errors
    /// As [`crate::seal::seal`].
    pub fn seal(&self, keys: &Keyring, draft: Uuid) -> Result<Sealed> {
        seal_json(keys, Binding::draft(draft), self)
    }

    /// Opens that of a draft.
    ///
    /// # Errors
    /// As [`crate::seal::open`].
    pub fn open(keys: &Keyring, row: &draft::Model) -> Result<Self> {
        open_json(keys, Binding::draft(row.id), &row.key_id, &row.sealed)
    }
}

/// Opens what a household's row holds.
///
/// # Errors
/// As [`crate::seal::open`].
pub fn open_household(keys: &Keyring, row: &household::Model) -> Result<Household> {
    open_json(keys, Binding::household(row.id), &row.key_id, &row.sealed)
}

/// Opens what a follow-up visit's row holds.
///
/// # Errors
/// As [`crate::seal::open`].
pub fn open_visit(keys: &Keyring, row: &visit::Model) -> Result<FollowUp> {
    open_json(keys, Binding::visit(row.record_id, row.id), &row.key_id, &row.sealed)
}

/// Opens a declaration that is kept for the worker.
///
/// # Errors
/// As [`crate::seal::open`].
pub fn open_kept(keys: &Keyring, row: &kept::Model) -> Result<Draft> {
    let kept: RefusedMessage = open_json(keys, Binding::kept(row.id), &row.key_id, &row.sealed)?;
    Ok(kept.draft)
}
