//! What is found by a key that tells no county: each key names the county in which its row lies.

use sea_orm::entity::prelude::*;

/// A key and its county. The rows lie by their key, not by a county.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "directory")]
pub struct Model {
    /// Keyed hash of what is looked for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: Vec<u8>,
    /// What it is: the number of a [`Kind`].
    pub kind: i16,
    /// County of the row; 6 digits.
    pub county_code: String,
    /// Id of the row.
    pub id: Uuid,
}

/// What a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i16)]
pub enum Kind {
    /// The token of a link, made before tokens told their county.
    LinkToken = 1,
    /// The token of a phone, likewise.
    DeviceToken = 2,
    /// Who somebody is at a provider of identities: the id is that of the account.
    IdentitySubject = 3,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
