//! What guardians ask for about a child's data, and what somebody has to decide about a guardian by hand.

use sea_orm::entity::prelude::*;

/// A request (个人信息请求) of a guardian.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rights_request")]
pub struct Model {
    /// Owner county of the record; of a draft the county of its link. 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The record, or the draft that is none yet.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code of a [`crate::register::requests::RequestKind`].
    pub kind: String,
    /// Grows by one each time it is handled.
    pub version: i32,
    /// Sealed [`crate::register::requests::RequestWords`]; empty when nothing was said.
    pub sealed: Vec<u8>,
    /// Id of its key; empty with it.
    pub key_id: String,
    /// When it was asked, Unix milliseconds.
    pub asked_at: i64,
    /// Last day for the answer, `YYYY-MM-DD`.
    pub due_on: String,
    /// Code of a [`crate::register::requests::RequestState`].
    pub state: String,
    /// Account that handled it last.
    pub handled_by: Option<Uuid>,
    /// Its person.
    pub handled_person: Option<Uuid>,
    /// When, Unix milliseconds.
    pub handled_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
