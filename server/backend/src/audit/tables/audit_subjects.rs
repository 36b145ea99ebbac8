//! The ids that an event names when it is about many records: a page of a list, a pull.

use sea_orm::entity::prelude::*;

/// The ids of one event; their hash stands in its `extra`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_subjects")]
pub struct Model {
    /// County of the event, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Lane of the event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lane: Uuid,
    /// Number of the event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub no: i64,
    /// The ids, 16 bytes each, one after another.
    pub ids: Vec<u8>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
