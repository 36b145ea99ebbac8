//! Rows of batches. What goes out is made of the version, which never changes, whenever it is shown.

use sea_orm::entity::prelude::*;

/// A child in a batch.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "batch_row")]
pub struct Model {
    /// County of the batch, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The batch.
    #[sea_orm(primary_key, auto_increment = false)]
    pub batch_id: Uuid,
    /// Number of the row, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_no: i32,
    /// The record.
    pub record_id: Uuid,
    /// Its version that is asked about.
    pub version: i32,
    /// Codes of the items that are asked, with commas.
    pub items: String,
    /// Key of the row (行校验); empty before the batch was sent.
    pub row_key: String,
    /// Every item was answered.
    pub answered: bool,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
