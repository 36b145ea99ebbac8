//! Breaches.

use sea_orm::entity::prelude::*;

/// A breach. It is never deleted.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "breach")]
pub struct Model {
    /// County, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Number that people quote, e.g. `B-2026-7K3M-9QXD`.
    pub number: String,
    /// Code of its [`crate::breaches::Kind`].
    pub kind: String,
    /// When it was found, Unix milliseconds.
    pub found_at: i64,
    /// When it was recorded, Unix milliseconds.
    pub recorded_at: i64,
    /// Account that recorded it.
    pub recorded_by: Uuid,
    /// In words.
    pub recorder: String,
    /// How many children it is about, as far as known.
    pub children: i64,
    /// Codes of the groups of fields, with commas.
    pub groups: String,
    /// When the authorities were told, Unix milliseconds.
    pub reported_at: Option<i64>,
    /// When the families were told, Unix milliseconds.
    pub told_at: Option<i64>,
    /// When it was closed, Unix milliseconds.
    pub closed_at: Option<i64>,
    /// Grows with each note.
    pub revision: i64,
    /// Sealed [`crate::breaches::Story`].
    pub sealed: Vec<u8>,
    /// Id of its key.
    pub key_id: String,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
