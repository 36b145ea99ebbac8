//! The records of a list.

use sea_orm::entity::prelude::*;

/// A record of a list, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasure_item")]
pub struct Model {
    /// County of the record, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The list.
    #[sea_orm(primary_key, auto_increment = false)]
    pub batch_id: Uuid,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Its receipt number, by which people know it.
    pub receipt_no: String,
    /// Township of the record when the list was made, 9 digits or empty.
    pub township_code: String,
    /// Code of its [`domain::retention::Kept`].
    pub rule: String,
    /// Day from which on it goes, `YYYY-MM-DD`.
    pub due_on: String,
    /// `waiting`, `held`, `erased`, or `gone` when it was no longer to be erased.
    pub state: String,
    /// Number of the hold that keeps it; empty without one.
    pub hold_no: String,
    /// Rows that were deleted or emptied.
    pub rows: i64,
    /// By what the destroyed key is named; empty of a record that had none.
    pub fingerprint: String,
    /// When it was erased, Unix milliseconds.
    pub erased_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
