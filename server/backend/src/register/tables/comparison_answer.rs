//! What departments answered. An answer is never changed; a later one supersedes it.

use sea_orm::entity::prelude::*;

/// One department's statement about one item in one batch (反馈).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comparison_answer")]
pub struct Model {
    /// Owner county of the record, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code of its [`domain::comparison::Item`].
    pub item: String,
    /// The batch.
    pub batch_id: Uuid,
    /// Its row.
    pub row_no: i32,
    /// Which answer to this row and item it is, from 1: metrics count the first.
    pub no: i32,
    /// Code of the [`domain::comparison::ItemState`] that followed from it when it came.
    pub state: String,
    /// It came when the item was settled already, and waits for an officer.
    pub late: bool,
    /// Sealed [`crate::comparison::Said`].
    pub sealed: Vec<u8>,
    /// Under which key: see [`crate::crypt::seal::Sealed`].
    pub key_id: String,
    /// When, Unix milliseconds.
    pub answered_at: i64,
    /// Account that answered.
    pub answered_by: Uuid,
    /// `screen`, `sheet` or `api`.
    pub channel: String,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
