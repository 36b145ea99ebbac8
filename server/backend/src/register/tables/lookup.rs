//! Keyed hashes by which sealed values are found.

use sea_orm::entity::prelude::*;

/// A hash under which a record is found, see [`crate::register::hashes`].
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lookup")]
pub struct Model {
    /// Keyed hash, 16 bytes; what it hashes is part of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// Owner county of the record; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Owner township of the record, 9 digits; empty when only the county is known. A township that
    /// searches a common surname reads its own entries only.
    #[sea_orm(primary_key, auto_increment = false)]
    pub township_code: String,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// What was hashed: the number of a [`crate::register::hash::Kind`].
    pub kind: i16,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
