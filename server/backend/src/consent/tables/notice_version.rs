//! The notices that a county publishes, each version as it was proposed.

use sea_orm::entity::prelude::*;

/// A version of a notice; its text never changes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_version")]
pub struct Model {
    /// County that publishes it, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code of a [`crate::consent::NoticeKind`].
    pub kind: String,
    /// Its version: the first twelve hexadecimal digits of the hash.
    pub version: String,
    /// SHA-256 of the text.
    pub text_hash: Vec<u8>,
    /// Headings begin with `# `; `{unit}` stands for the unit that asks.
    pub text: String,
    /// First day on which it is shown, `YYYY-MM-DD`.
    pub valid_from: String,
    /// `proposed`, `published` or `declined`.
    pub state: String,
    /// Who proposed it.
    pub proposed_by: Uuid,
    /// Its person: nobody confirms what he or she proposed.
    pub proposed_person: Uuid,
    /// When, Unix milliseconds.
    pub proposed_at: i64,
    /// The other person who confirmed or declined it.
    pub confirmed_by: Option<Uuid>,
    /// When, Unix milliseconds.
    pub confirmed_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
