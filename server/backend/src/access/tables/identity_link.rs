//! Which account is whose at a provider of identities.

use sea_orm::entity::prelude::*;

/// The bond between an account and a subject of a provider. The subject leads to the account by the directory.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_link")]
pub struct Model {
    /// County of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The provider.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider_id: Uuid,
    /// County under which the provider lies.
    pub provider_county: String,
    /// Keyed hash of issuer and subject: the key of the directory.
    pub subject_hash: Vec<u8>,
    /// When it was made, Unix milliseconds.
    pub made_at: i64,
    /// Keyed hash over all of it: a row that somebody wrote into the database by hand leads nowhere.
    pub mac: Vec<u8>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
