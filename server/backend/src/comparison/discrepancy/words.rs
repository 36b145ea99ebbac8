//! What rests sealed of a discrepancy.

use domain::comparison::discrepancy::{DiscrepancyAction, Evidence, Finding as Found, KeptBecause};
use domain::comparison::{Answer, Outcome};
use domain::form::Answers;
use serde::{Deserialize, Serialize};

use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::Binding;
use crate::error::Result;
use crate::register::tables::discrepancy;

/// What differs, and what was said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// What the department said.
    pub answer: Answer,
    /// What follows from it: the fields that differ, notes, proposals.
    pub outcome: Outcome,
    /// What was done, the oldest first.
    #[serde(default)]
    pub lines: Vec<Line>,
}

/// What somebody did with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// When, Unix milliseconds.
    pub at: i64,
    /// Role and unit, without a name: departments read it too.
    pub by: String,
    /// What.
    pub action: DiscrepancyAction,
    /// What a village found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What a village found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What kind.
    pub found: Found,
    /// The new values of the fields that differ, when they are to be corrected.
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    pub values: Answers,
    /// On what a correction is built.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Why what was declared stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<KeptBecause>,
}

impl Words {
    /// The fields that a correction may change: those that differ; where the department knows nothing, those of its item.
    #[must_use]
    pub fn fields(&self, item: domain::comparison::Item) -> Vec<String> {
        let differ: Vec<String> = self.outcome.differences.iter().map(|one| one.field.clone()).collect();
        if differ.is_empty() { item.fields().iter().map(|field| (*field).to_owned()).collect() } else { differ }
    }

    /// What the village found last.
    #[must_use]
    pub fn found(&self) -> Option<&Finding> {
        self.lines.iter().rev().find_map(|line| line.finding.as_ref())
    }

    pub(super) fn keep(&self, key: &RecordKey, row: &mut discrepancy::Model) -> Result<()> {
        row.version += 1;
        let sealed = key.seal_json(Binding::discrepancy(row.record_id, row.id, row.version), self)?;
        (row.sealed, row.key_id) = (sealed.bytes, sealed.key_id);
        Ok(())
    }

    pub(crate) fn open(key: &RecordKey, row: &discrepancy::Model) -> Result<Self> {
        key.open_json(Binding::discrepancy(row.record_id, row.id, row.version), &row.key_id, &row.sealed)
    }
}
