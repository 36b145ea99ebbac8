//! Tokens with which a program asks for ten minutes.

use sea_orm::entity::prelude::*;

/// A token of a program.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_token")]
pub struct Model {
    /// County under which the program lies.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Keyed hash of the token; the token itself is kept nowhere.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// The program.
    pub client_id: Uuid,
    /// When it ends, Unix milliseconds.
    pub ends_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
