//! Invitations: with one, a person sets the password of an account once.

use sea_orm::entity::prelude::*;

/// An invitation to an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    /// County of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The account; an account has one invitation, the newest.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Keyed hash of the token.
    pub token_hash: Vec<u8>,
    /// Who made it; nothing for the operator.
    pub made_by: Option<Uuid>,
    /// It is for somebody who had a password: another person has to confirm it before it opens.
    pub resets: bool,
    /// Who confirmed it.
    pub confirmed_by: Option<Uuid>,
    /// When it was made, Unix milliseconds.
    pub made_at: i64,
    /// When it ends, Unix milliseconds.
    pub ends_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
