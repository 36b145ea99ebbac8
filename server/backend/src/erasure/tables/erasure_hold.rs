//! Holds: what must not be erased for now (暂缓删除).

use sea_orm::entity::prelude::*;

/// A hold on a record, or on all of a township or county.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasure_hold")]
pub struct Model {
    /// County, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Number that people quote, e.g. `H-2026-7K3M-9QXD`.
    pub number: String,
    /// Id of a record, or the code of a township (9 digits) or of the county (6).
    pub scope: String,
    /// The same as people know it: receipt number or code.
    pub shown: String,
    /// Last day, `YYYY-MM-DD`; empty without an end.
    pub until_on: String,
    /// `placed`, `lifting` (one person asked) or `lifted`.
    pub state: String,
    /// Who placed it.
    pub placed_by: Uuid,
    /// In words.
    pub placer: String,
    /// When, Unix milliseconds.
    pub placed_at: i64,
    /// Person who asked to lift it, and does not lift it.
    pub lift_person: Option<Uuid>,
    /// In words.
    pub lift_asker: String,
    /// Who lifted it.
    pub lifted_by: Option<Uuid>,
    /// When, Unix milliseconds.
    pub lifted_at: Option<i64>,
    /// Grows with each change of the words.
    pub revision: i64,
    /// Sealed [`crate::erasure::holds::Words`].
    pub sealed: Vec<u8>,
    /// Id of their key.
    pub key_id: String,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
