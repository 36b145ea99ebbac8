//! Batches: rows of one county for one department, sent together.

use sea_orm::entity::prelude::*;

/// A batch (批次). It is never deleted: it says what left the register.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comparison_batch")]
pub struct Model {
    /// County, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// E.g. `BD-120104-JY-2026H2-003`.
    pub number: String,
    /// Two letters of the department, see [`domain::form::Department::exchange_code`].
    pub department: String,
    /// E.g. `2026H2`.
    pub round: String,
    /// Codes of its items, with commas.
    pub items: String,
    /// Code of its state.
    pub state: String,
    /// Rows.
    pub rows: i32,
    /// Rows of which every item was answered.
    pub answered: i32,
    /// Sealed words: purpose, and why it was closed or cancelled.
    pub sealed: Vec<u8>,
    /// Id of their key.
    pub key_id: String,
    /// Grows with the words.
    pub revision: i64,
    /// Account that made it.
    pub made_by: Uuid,
    /// Its person.
    pub maker_person: Uuid,
    /// In words.
    pub maker: String,
    /// When, Unix milliseconds.
    pub made_at: i64,
    /// Who approved it, in words; empty before.
    pub approver: String,
    /// When, Unix milliseconds.
    pub approved_at: Option<i64>,
    /// When it was sent, Unix milliseconds.
    pub sent_at: Option<i64>,
    /// Day on which it is due.
    pub due_on: Option<String>,
    /// Content checksum of the rows, hexadecimal; empty before it was sent.
    pub checksum: String,
    /// Who took it over, in words; empty before.
    pub receiver: String,
    /// When, Unix milliseconds.
    pub received_at: Option<i64>,
    /// When it was closed or cancelled, Unix milliseconds.
    pub closed_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
