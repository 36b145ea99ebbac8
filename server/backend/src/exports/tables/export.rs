//! Lists of records that somebody takes out of the register. No file is kept: only which records it has.

use sea_orm::entity::prelude::*;

/// An export. It is never deleted: it says who took what out.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "export")]
pub struct Model {
    /// County of the records, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Number that stands on the file, e.g. `E-2026-7K3M-9QXD`.
    pub number: String,
    /// Code of its [`crate::exports::State`].
    pub state: String,
    /// Account that asked.
    pub asked_by: Uuid,
    /// Its person.
    pub asker_person: Uuid,
    /// Who asked, in words.
    pub asker: String,
    /// When, Unix milliseconds.
    pub asked_at: i64,
    /// Code of its [`crate::exports::Purpose`].
    pub purpose: String,
    /// Sealed words: what for.
    pub sealed: Vec<u8>,
    /// Id of their key.
    pub key_id: String,
    /// Code of its [`crate::exports::Format`].
    pub format: String,
    /// Codes of the groups of fields, with commas.
    pub groups: String,
    /// The filter of the list, as JSON; never what was searched for.
    pub filter: String,
    /// Ids of the records, 16 bytes each, in the order of the file.
    pub records: Vec<u8>,
    /// How many.
    pub rows: i32,
    /// Who approved or refused it.
    pub decided_by: Option<Uuid>,
    /// In words.
    pub decider: String,
    /// When, Unix milliseconds.
    pub decided_at: Option<i64>,
    /// Until when it can be fetched, Unix milliseconds; 0 before it is approved.
    pub ends_at: i64,
    /// When it was fetched, Unix milliseconds.
    pub fetched_at: Option<i64>,
    /// SHA-256 of the file, hexadecimal; empty before it was fetched.
    pub digest: String,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
