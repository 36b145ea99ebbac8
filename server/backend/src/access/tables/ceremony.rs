//! Ceremonies of passkeys that were begun: what the server asked, until the answer comes.

use sea_orm::entity::prelude::*;

/// A ceremony (WebAuthn) that was begun.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ceremony")]
pub struct Model {
    /// County of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// For which account.
    pub account_id: Uuid,
    /// For what: `enrol`, `prove`, `sign_in`.
    pub purpose: String,
    /// The library's state with the challenge, as JSON, sealed.
    pub sealed: Vec<u8>,
    /// Id of the key that sealed it.
    pub key_id: String,
    /// Until when it may be answered, Unix milliseconds.
    pub ends_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
