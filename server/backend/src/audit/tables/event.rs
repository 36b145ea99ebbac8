//! Events: every move of every record; the audit trail.

use sea_orm::entity::prelude::*;

/// A move of a record.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// Owner county of the record; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Id; UUIDv7, so in the order of happening.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When, Unix milliseconds.
    pub at: i64,
    /// Account that moved it; `None` for a family.
    pub actor_id: Option<Uuid>,
    /// Who, in words.
    pub actor_name: String,
    /// Name of the action; `submit` for a submission.
    pub action: String,
    /// State before; `None` for the first event.
    pub from_state: Option<String>,
    /// State after.
    pub to_state: String,
    /// Version of the record that was moved.
    pub version: i32,
    /// Sealed [`crate::audit::Note`].
    pub note: Option<Vec<u8>>,
    /// Id of its key.
    pub key_id: Option<String>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
