//! Lists of records that are to be erased, and what became of them.

use sea_orm::entity::prelude::*;

/// A list. It is never deleted: with its items it is the certificate.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasure_batch")]
pub struct Model {
    /// County of the records, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Number that people quote, e.g. `D-2026-7K3M-9QXD`.
    pub number: String,
    /// `retention` or `request`.
    pub origin: String,
    /// `proposed`, `approved`, `refused`, `lapsed` or `done`.
    pub state: String,
    /// When it was made, Unix milliseconds.
    pub made_at: i64,
    /// Until when it can be approved, Unix milliseconds.
    pub ends_at: i64,
    /// Account that asked for it; nothing for the job.
    pub asked_by: Option<Uuid>,
    /// Its person, who does not approve it.
    pub asked_person: Option<Uuid>,
    /// Who asked, in words.
    pub asker: String,
    /// Sealed words: why; empty for the job.
    pub sealed: Vec<u8>,
    /// Id of their key.
    pub key_id: String,
    /// Records that are to be erased.
    pub records: i32,
    /// Records that a hold keeps.
    pub held: i32,
    /// Who approved or refused it.
    pub decided_by: Option<Uuid>,
    /// In words.
    pub decider: String,
    /// When, Unix milliseconds.
    pub decided_at: Option<i64>,
    /// When the last record was erased, Unix milliseconds.
    pub done_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
