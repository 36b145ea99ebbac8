//! Secrets of code generators (RFC 6238).

use sea_orm::entity::prelude::*;

/// The code generator of an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "totp")]
pub struct Model {
    /// County of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The secret of 160 bits, sealed.
    pub sealed: Vec<u8>,
    /// Id of the key that sealed it.
    pub key_id: String,
    /// When a first code proved that somebody has it, Unix milliseconds; until then it asks for nothing.
    pub confirmed_at: Option<i64>,
    /// The last step whose code was accepted; neither it nor an earlier one is accepted again.
    pub last_step: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
