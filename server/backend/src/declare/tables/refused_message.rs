//! Messages that the server refused and keeps for the worker, who mends them. The table has the name of an earlier
//! version.

use sea_orm::entity::prelude::*;

/// A declaration that the checks, or a change by somebody else, stand against.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kept")]
pub struct Model {
    /// County of the sender's division; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id; that of the message, unless another message has it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Account that sent it, and gets it back.
    pub account_id: Uuid,
    /// Phone that sent it.
    pub device_id: Uuid,
    /// When it came, Unix milliseconds.
    pub received_at: i64,
    /// Code of the problem, or `conflict`.
    pub problem: String,
    /// Sealed [`domain::fieldwork::Draft`], its `back` filled in.
    pub sealed: Vec<u8>,
    /// Id of its key.
    pub key_id: String,
    /// When its replacement came, or it was dismissed, Unix milliseconds.
    pub settled_at: Option<i64>,
    /// Message that replaced it.
    pub settled_by: Option<Uuid>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
