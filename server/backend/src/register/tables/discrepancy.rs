//! Answers that do not agree with the standing version, until they are settled.

use sea_orm::entity::prelude::*;

/// A discrepancy (差异).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "discrepancy")]
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
    /// The answer that opened it.
    pub answer_id: Uuid,
    /// Code of its state, see [`domain::comparison::discrepancy::DiscrepancyState`].
    pub state: String,
    /// It is about identity, death, age or the county of the hukou.
    pub red: bool,
    /// Grows with each change of its words, which are sealed for it.
    pub version: i32,
    /// When it was opened, Unix milliseconds.
    pub opened_at: i64,
    /// Day on which who has it has to answer.
    pub due_on: Option<String>,
    /// Sealed [`crate::comparison::discrepancy::Words`].
    pub sealed: Vec<u8>,
    /// Under which key: see [`crate::crypt::seal::Sealed`].
    pub key_id: String,
    /// Person who answered last, that another one checks it.
    pub answered_by: Option<Uuid>,
    /// When it was settled, Unix milliseconds.
    pub settled_at: Option<i64>,
    /// Code of the [`domain::comparison::ItemState`] as which it was settled.
    pub settled_as: Option<String>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
