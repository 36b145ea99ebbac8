//! Evidence of what a guardian said to a notice after the declaration: agreed anew, refused, or took back.

use sea_orm::entity::prelude::*;

/// What was said, once; never changed. The newest of a record and a kind counts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    /// Owner county of the record, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Id, in the order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code of a [`crate::consent::NoticeKind`].
    pub kind: String,
    /// The version that was shown.
    pub version: String,
    /// Code of a [`crate::consent::Basis`].
    pub basis: String,
    /// Code of a [`crate::consent::Given`].
    pub given: String,
    /// Code of a [`crate::consent::ByWhom`].
    pub by_relation: String,
    /// Code of a [`crate::consent::How`].
    pub how: String,
    /// When, Unix milliseconds.
    pub at: i64,
    /// The worker who wrote it down; nothing for a family itself.
    pub collector: Option<Uuid>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
