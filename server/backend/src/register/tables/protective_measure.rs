//! Adults who are not let in as guardians of a child: their guardianship was revoked, or harm is suspected.

use sea_orm::entity::prelude::*;

/// A protective measure (保护措施) about one adult of a record.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "protective_measure")]
pub struct Model {
    /// Owner county of the record, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code of a [`crate::register::measures::Adult`].
    pub adult: String,
    /// Code of a [`crate::register::measures::Measure`].
    pub reason: String,
    /// Who recorded it.
    pub made_by: Uuid,
    /// When, Unix milliseconds.
    pub made_at: i64,
    /// When it ended, Unix milliseconds; nothing while it holds.
    pub lifted_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
