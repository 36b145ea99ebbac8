//! Messages that phones sent, other than declarations that were taken: those are known by their submission.

use sea_orm::entity::prelude::*;

/// A message that was answered; a repeat gets the same answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    /// County of the sender's division; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id made by the phone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Keyed hash of the opened message, to tell a repeat from another message under the same id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub body_hash: Vec<u8>,
    /// Account that sent it.
    pub account_id: Uuid,
    /// Phone that sent it.
    pub device_id: Uuid,
    /// When it came, Unix milliseconds.
    pub received_at: i64,
    /// `declaration`, `household`, `follow_up`, `attachment`, or `unreadable`.
    pub kind: String,
    /// `taken` or `kept`.
    pub outcome: String,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
