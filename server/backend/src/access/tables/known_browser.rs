//! Browsers in which an account has signed in before.

use sea_orm::entity::prelude::*;

/// A browser of an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_browser")]
pub struct Model {
    /// County of the account; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Keyed hash of the token in its cookie; the token itself is kept nowhere.
    pub token_hash: Vec<u8>,
    /// When the account first signed in there, Unix milliseconds.
    pub made_at: i64,
    /// When it last did, Unix milliseconds.
    pub seen_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
