//! What a person may open by a grant, in the county of the person.

use sea_orm::entity::prelude::*;

/// A record that a person may open.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grant_holder")]
pub struct Model {
    /// County of the person's account, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// The grant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub grant_id: Uuid,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// County of the record.
    pub owner_county: String,
    /// `request` or `emergency`.
    pub kind: String,
    /// Codes of the groups, with commas; empty for all that the profile shows.
    pub groups: String,
    /// Since when, Unix milliseconds.
    pub starts_at: i64,
    /// Until when, Unix milliseconds.
    pub ends_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
