//! Pictures that belong to declarations.

use sea_orm::entity::prelude::*;

/// A signature or a page of a document.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// County of the sender's division; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Submission, or kept message, to which it belongs.
    #[sea_orm(primary_key, auto_increment = false)]
    pub submission_id: Uuid,
    /// Id of the message that brought it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `signature` or `document_page`.
    pub shows: String,
    /// Media type.
    pub media_type: String,
    /// Sealed bytes of the picture.
    pub sealed: Vec<u8>,
    /// Id of its key.
    pub key_id: String,
    /// When it came, Unix milliseconds.
    pub received_at: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
