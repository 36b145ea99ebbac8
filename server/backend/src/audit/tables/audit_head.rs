//! Heads: how far the chains of all counties had come at an instant, signed.

use sea_orm::entity::prelude::*;

/// A head.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    /// When, Unix milliseconds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub at: i64,
    /// How many counties it has.
    pub size: i32,
    /// County and number of its newest batch, `120104:7`, in order, with commas between.
    pub counties: String,
    /// Root of the tree over the newest batches of all counties, 32 bytes.
    pub root: Vec<u8>,
    /// Key that signed it.
    pub key_id: String,
    /// Ed25519 signature over instant, size and root, 64 bytes.
    pub signature: Vec<u8>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
