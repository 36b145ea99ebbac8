//! Phones of field workers, known to the server.

use sea_orm::entity::prelude::*;

/// A phone on which a worker has a locker.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device")]
pub struct Model {
    /// County of the worker's division; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose locker it is.
    pub account_id: Uuid,
    /// Keyed hash of the token with which it sends; unique, the token itself is kept nowhere.
    pub token_hash: Vec<u8>,
    /// When it became known, Unix milliseconds.
    pub enrolled_at: i64,
    /// When it sent or asked last, Unix milliseconds.
    pub last_seen: i64,
    /// Messages in its outbox, as it said last.
    pub unsent: i32,
    /// When the oldest of them was finished, by its own clock; `None` without any.
    pub unsent_since: Option<i64>,
    /// Since when it may not send any more, Unix milliseconds.
    pub revoked_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
