//! What rests sealed of a record: the document of each version, and the summary that lists show.

use domain::Date;
use domain::eligibility::Verdict;
use domain::fieldwork::Recorded;
use domain::form::{Answers, Finding, FormKind, OverrideReason};
use domain::ledger::Trigger;
use domain::register::State;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::{Binding, Sealed};
use crate::error::{Error, Result};
use crate::register::tables::{record, submission};

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

/// The state of a record.
///
/// # Errors
/// If the row has a state that is none.
pub fn state_of(record: &record::Model) -> Result<State> {
    State::from_code(&record.state).ok_or_else(|| Error::internal("a record has an unknown state"))
}

/// The form of a record.
///
/// # Errors
/// If the row names a form that is none.
pub fn form_of(record: &record::Model) -> Result<FormKind> {
    FormKind::from_name(&record.form).ok_or_else(|| Error::internal("a record has an unknown form"))
}

impl Document {
    /// Seals it for its submission, a version of the record whose key this is.
    ///
    /// # Errors
    /// As [`RecordKey::seal`].
    pub fn seal(&self, key: &RecordKey, record: Uuid, (submission, version): (Uuid, i32)) -> Result<Sealed> {
        key.seal_json(Binding::document(record, submission, version), self)
    }

    /// Opens that of a submission, with the key of its record.
    ///
    /// # Errors
    /// As [`RecordKey::open`].
    pub fn open(key: &RecordKey, row: &submission::Model) -> Result<Self> {
        key.open_json(Binding::document(row.record_id, row.id, row.version), &row.key_id, &row.document)
    }
}

impl Summary {
    /// Seals it for a version of its record.
    ///
    /// # Errors
    /// As [`RecordKey::seal`].
    pub fn seal(&self, key: &RecordKey, record: Uuid, version: i32) -> Result<Sealed> {
        key.seal_json(Binding::summary(record, version), self)
    }

    /// Opens that of a record, with its key.
    ///
    /// # Errors
    /// As [`RecordKey::open`].
    pub fn open(key: &RecordKey, row: &record::Model) -> Result<Self> {
        key.open_json(Binding::summary(row.id, row.version), &row.key_id, &row.summary)
    }
}
