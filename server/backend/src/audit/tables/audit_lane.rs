//! Lanes: one for each process that wrote events.

use sea_orm::entity::prelude::*;

/// A lane.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_lane")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lane: Uuid,
    /// When its process began, Unix milliseconds.
    pub opened_at: i64,
    /// When the process was last known to live, Unix milliseconds.
    pub seen_at: i64,
    /// When it ended: nothing is written in this lane any more, and all of it is sealed. Unix milliseconds.
    pub closed_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
