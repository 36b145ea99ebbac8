//! What a provider of identities sent and is taken once: answers to sign-ins, logout tokens.

use sea_orm::entity::prelude::*;

/// Something that was used up.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_spent")]
pub struct Model {
    /// County under which the provider lies.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Keyed hash of what it was.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// From when on it would be refused in any case, Unix milliseconds.
    pub ends_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
