//! Days on which a county works although it is a weekend, or does not although it is none.

use sea_orm::entity::prelude::*;

/// A day that is not as its weekday says.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "other_day")]
pub struct Model {
    /// County, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The day, `YYYY-MM-DD`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// Whether people work on it.
    pub works: bool,
    /// What it is called, e.g. 元旦.
    pub name: String,
    /// Who said so.
    pub set_by: Uuid,
    /// When, Unix milliseconds.
    pub set_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
