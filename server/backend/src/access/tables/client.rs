//! Other programs that use the interface.

use sea_orm::entity::prelude::*;

/// A program of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    /// County under which it lies: that of its place, or the code of its city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who answers for it, in words.
    pub organisation: String,
    /// What it is called; the history of a record shows it.
    pub name: String,
    /// The division for whose children it may speak.
    pub place_code: String,
    /// Keyed hash of the secret.
    pub secret_hash: Vec<u8>,
    /// Keyed hash of the secret before, which still opens for a while.
    pub former_hash: Option<Vec<u8>>,
    /// When the former secret ends, Unix milliseconds.
    pub former_ends_at: Option<i64>,
    /// What it may ask for: codes with blanks between.
    pub scopes: String,
    /// How its declarations may have been collected: codes of `collection_method` with blanks between.
    pub channels: String,
    /// First day, `YYYY-MM-DD`.
    pub from_day: String,
    /// Last day, `YYYY-MM-DD`.
    pub to_day: String,
    /// `proposed`, `active` or `suspended`.
    pub state: String,
    /// Account that made it; nothing for the operator.
    pub made_by: Option<Uuid>,
    /// When, Unix milliseconds.
    pub made_at: i64,
    /// Account that confirmed it.
    pub confirmed_by: Option<Uuid>,
    /// Keyed hash over all that makes the right.
    pub mac: Vec<u8>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
