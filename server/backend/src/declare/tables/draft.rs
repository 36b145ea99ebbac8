//! Drafts: declarations in the making, kept under a link.

use sea_orm::entity::prelude::*;

/// A draft; its answers are sealed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    /// County of the link; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id; becomes the id of the submission.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Link through which the family came.
    pub link_id: Uuid,
    /// The family.
    pub holder: Uuid,
    /// The record that it corrects; `None` for a first declaration.
    pub record_id: Option<Uuid>,
    /// Grows by one at each save.
    pub revision: i64,
    /// Name of the form, once known.
    pub form: Option<String>,
    /// Version of the notice that was accepted.
    pub notice_version: String,
    /// When it was accepted, Unix milliseconds.
    pub consent_at: i64,
    /// Sealed JSON of answers and override reasons.
    pub sealed: Vec<u8>,
    /// Id of the key.
    pub key_id: String,
    /// When it was begun, Unix milliseconds.
    pub created_at: i64,
    /// When it was saved last, Unix milliseconds.
    pub updated_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
