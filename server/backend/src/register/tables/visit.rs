//! Follow-up visits (走访) to children of the register.

use sea_orm::entity::prelude::*;

/// A visit, never changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    /// Owner county of the record; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id of the message.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The record.
    pub record_id: Uuid,
    /// Day of the visit, `YYYY-MM-DD`.
    pub day: String,
    /// Day on which to come again, `YYYY-MM-DD`.
    pub next_on: Option<String>,
    /// Sealed [`domain::fieldwork::FollowUp`].
    pub sealed: Vec<u8>,
    /// Id of its key.
    pub key_id: String,
    /// When it came in, Unix milliseconds.
    pub made_at: i64,
    /// Account that sent it.
    pub made_by: Uuid,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
