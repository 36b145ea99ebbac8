//! Accounts of the staff.

use sea_orm::entity::prelude::*;

/// An account of a reviewer, a village director or an administrator.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// County in which the account works; 6 digits.
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name to sign in with, lower case, unique.
    pub username: String,
    /// Name shown to others.
    pub display_name: String,
    /// Name of the role.
    pub role: String,
    /// Division of the account, 6–12 digits.
    pub division_code: String,
    /// Argon2id in PHC string form.
    pub password_hash: String,
    /// When it was made, Unix milliseconds.
    pub created_at: i64,
    /// When it was closed, Unix milliseconds.
    pub disabled_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
