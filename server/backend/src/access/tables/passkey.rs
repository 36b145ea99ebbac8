//! Passkeys (通行密钥, WebAuthn): keys on phones, computers and security keys with which their owners sign in.

use sea_orm::entity::prelude::*;

/// A passkey of an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey")]
pub struct Model {
    /// County of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// Public key and id of the credential, as JSON, sealed: who writes to the database adds no way in.
    pub sealed: Vec<u8>,
    /// Id of the key that sealed it.
    pub key_id: String,
    /// The signature counter that was seen last; 0 where the authenticator has none.
    pub counter: i64,
    /// When it was enrolled, Unix milliseconds.
    pub made_at: i64,
    /// When it was shown last.
    pub used_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
