//! Batches: events of one lane that were sealed together; the batches of a county are a chain.

use sea_orm::entity::prelude::*;

/// A batch.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_batch")]
pub struct Model {
    /// County, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Number within the county, from 1 without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i64,
    /// Lane of its events.
    pub lane: Uuid,
    /// Number of its first event; the numbers of a lane are covered without gaps.
    pub first_no: i64,
    /// Number of its last event.
    pub last_no: i64,
    /// How many events it has: the numbers between without the voids.
    pub count: i32,
    /// Numbers without an event, because the act was rolled back; with commas between.
    pub voids: String,
    /// Root of the tree over the leaves (RFC 9162, 2.1), 32 bytes.
    pub root: Vec<u8>,
    /// Hash of the batch before; of the first, what the chain begins with.
    pub prev: Vec<u8>,
    /// Hash of this batch.
    pub hash: Vec<u8>,
    /// When it was sealed, Unix milliseconds.
    pub at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
