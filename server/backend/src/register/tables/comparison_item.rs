//! How far the comparison of a record with departments has come, an item a row.

use sea_orm::entity::prelude::*;

/// A department's part of a record (比对项).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comparison_item")]
pub struct Model {
    /// Owner county of the record, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Code of a [`domain::comparison::Item`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: String,
    /// Code of a [`domain::comparison::ItemState`].
    pub state: String,
    /// Version of the record of which the state speaks.
    pub version: i32,
    /// The open batch in which it stands: an item stands in one only.
    pub batch_id: Option<Uuid>,
    /// The answer from which the state follows.
    pub answer_id: Option<Uuid>,
    /// When the department answered, Unix milliseconds.
    pub answered_at: Option<i64>,
    /// An officer asked for it though it is asked on request only.
    pub requested: bool,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
