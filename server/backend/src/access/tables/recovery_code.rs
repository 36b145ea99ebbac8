//! Recovery codes: each opens once what a lost second factor no longer does.

use sea_orm::entity::prelude::*;

/// A recovery code of an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_code")]
pub struct Model {
    /// County of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Its first four characters, by which it is found.
    #[sea_orm(primary_key, auto_increment = false)]
    pub selector: String,
    /// Argon2id of the rest, in PHC string form.
    pub hash: String,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
