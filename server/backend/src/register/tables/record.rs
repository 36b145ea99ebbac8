//! Records: the current entry of a child in the register.

use sea_orm::entity::prelude::*;

use crate::audit::pen::Subject;
use crate::crypt::keyring::Keyring;
use crate::crypt::record_key::{RecordKey, WrappedKey};
use crate::error::Result;

/// A record as queues and counts need it; what names the child is sealed in `summary`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record")]
pub struct Model {
    /// Owner county; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id; the id of the first submission.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Owner township, 9 digits; empty when only the county is known.
    pub township_code: String,
    /// Village, 12 digits.
    pub village_code: Option<String>,
    /// Name of the form.
    pub form: String,
    /// Name of the state.
    pub state: String,
    /// Name of the class of the verdict.
    pub class: String,
    /// Number of the current version, from 1.
    pub version: i32,
    /// Submission that is the current version.
    pub submission_id: Uuid,
    /// Number that the family quotes; unique.
    pub receipt_no: String,
    /// Link through which it came first.
    pub link_id: Option<Uuid>,
    /// The family.
    pub holder: Option<Uuid>,
    /// Account that submitted the current version.
    pub submitted_by: Option<Uuid>,
    /// When the current version came in, Unix milliseconds.
    pub entered_at: i64,
    /// When the state changed last, Unix milliseconds.
    pub moved_at: i64,
    /// Findings of the current version that a reviewer should read.
    pub findings: i32,
    /// An alert (V-22, V-33, V-36) stands.
    pub alert: bool,
    /// Undecided candidates for the same child (V-10).
    pub duplicates: i32,
    /// Reviewer who has it open.
    pub claimed_by: Option<Uuid>,
    /// His or her display name.
    pub claimed_name: Option<String>,
    /// Until when, Unix milliseconds.
    pub claimed_until: Option<i64>,
    /// Township to which it is offered, 9 digits, while a transfer waits for receipt.
    pub offered_to: Option<String>,
    /// Township that offers it, 9 digits.
    pub offered_from: Option<String>,
    /// State in which it stood when it was offered.
    pub offered_state: Option<String>,
    /// The newest version that the township approved: what counts in stocks (county.md, terms: standing).
    pub standing_version: Option<i32>,
    /// The newest version that the county verified: what is uploaded (county.md, terms: verified).
    pub verified_version: Option<i32>,
    /// Items about which a department has to be asked, first or again.
    pub items_due: i32,
    /// Items about which a department was asked that has not answered.
    pub items_out: i32,
    /// Answers of departments that do not agree and are not settled (差异).
    pub discrepancies: i32,
    /// Sealed [`crate::register::document::Summary`].
    pub summary: Vec<u8>,
    /// Under which key the summary is sealed: see [`crate::crypt::seal::Sealed`].
    pub key_id: String,
    /// The key of this record, wrapped under that of its county; `None` of records of an earlier version, and of erased ones.
    pub sealed_key: Option<Vec<u8>>,
    /// Id of the root from which the county's key follows; stays when the record is erased.
    pub root_id: Option<String>,
}

/// The state of a record that was erased. It is none of [`domain::register::State`]: nobody is shown such a record.
pub const ERASED: &str = "erased";

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The record as it is now, for the event of an act.
    pub(crate) fn subject(&self) -> Subject<'_> {
        Subject { county: &self.county_code, record: self.id, state: &self.state, version: self.version }
    }

    /// The key of everything that is sealed of this record.
    ///
    /// # Errors
    /// As [`RecordKey::unwrap`].
    pub fn key(&self, keys: &Keyring) -> Result<RecordKey> {
        RecordKey::unwrap(keys, &self.county_code, self.id, self.sealed_key.as_deref(), self.root_id.as_deref())
    }

    /// Takes a wrapped key into the row.
    pub(crate) fn keep(&mut self, key: Option<WrappedKey>) {
        (self.sealed_key, self.root_id) = key.map(|key| (key.sealed, key.root_id)).unzip();
    }
}
