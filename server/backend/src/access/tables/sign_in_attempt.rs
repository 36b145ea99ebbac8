//! Failed sign-ins, for the growing wait.

use sea_orm::entity::prelude::*;

/// Failures of one user name or one peer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_attempt")]
pub struct Model {
    /// Keyed hash of the user name or of the peer address, in hexadecimal, with a prefix that says which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Failures in a row.
    pub failures: i32,
    /// The last one, Unix milliseconds.
    pub last_at: i64,
    /// Until when further attempts are refused, Unix milliseconds.
    pub blocked_until: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
