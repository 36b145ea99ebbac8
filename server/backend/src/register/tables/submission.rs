//! Submissions: what somebody sent, never changed.

use sea_orm::entity::prelude::*;

/// A version of a record, exactly as it came in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission")]
pub struct Model {
    /// Owner county of the record; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Number of the version, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Id given by the sender; unique over all counties.
    pub id: Uuid,
    /// Name of the form.
    pub form: String,
    /// Version of the form.
    pub form_version: String,
    /// How it came: a code of `collection_method`.
    pub channel: String,
    /// Keyed hash (HMAC-SHA-256, its first 16 bytes) of the body, to tell a retry from another body under the same id.
    pub body_hash: Vec<u8>,
    /// Sealed [`crate::register::document::Document`].
    pub document: Vec<u8>,
    /// Id of its key.
    pub key_id: String,
    /// When it came in, Unix milliseconds.
    pub submitted_at: i64,
    /// Account that sent it; `None` for a family.
    pub submitted_by: Option<Uuid>,
    /// Program that sent it.
    pub client_id: Option<Uuid>,
    /// Link through which it came.
    pub link_id: Option<Uuid>,
    /// Account that made the personal link through which it came: whoever hands a family a link may be the family.
    pub link_made_by: Option<Uuid>,
    /// Version of the notice that was accepted.
    pub notice_version: Option<String>,
    /// When it was accepted, Unix milliseconds.
    pub consent_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
