//! Records that left an area.

use sea_orm::entity::prelude::*;

/// A record that went from one village or township to another: whoever held it there lets go of it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "departure")]
pub struct Model {
    /// County that it left; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Township that it left, 9 digits; empty when only the county was known.
    #[sea_orm(primary_key, auto_increment = false)]
    pub township_code: String,
    /// When, Unix milliseconds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub at: i64,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Village that it left, 12 digits.
    pub village_code: Option<String>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
