//! Sessions of signed-in staff.

use sea_orm::entity::prelude::*;

/// A session of the server-side session store.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// County of whoever signed in, 6 digits, as the id tells it; empty when it tells none.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Digest of the id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What the session layer keeps, as JSON.
    pub data: Vec<u8>,
    /// Whose it is, once somebody signed in.
    pub account_id: Option<Uuid>,
    /// When it began, Unix milliseconds.
    pub made_at: i64,
    /// The browser, as it names itself: at most 100 characters.
    pub agent: String,
    /// When it ends without a further request, Unix milliseconds; never after `ends_at`.
    pub expires_at: i64,
    /// When it ends however much it is used, Unix milliseconds.
    pub ends_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
