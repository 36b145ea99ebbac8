//! Declaration links.

use sea_orm::entity::prelude::*;

/// A link by which families declare.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    /// County of the division that asks; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `personal` or `village`.
    pub kind: String,
    /// Division that asks, 6–12 digits.
    pub division_code: String,
    /// The family of a personal link; `None` for a village link, where each browser is a family.
    pub holder: Option<Uuid>,
    /// Keyed hash of the token; the token itself is kept nowhere.
    pub token_hash: Vec<u8>,
    /// Empty; the words of an earlier version until they are sealed.
    pub note: String,
    /// Account that made it; `None` when a submission through a village link made it.
    pub created_by: Option<Uuid>,
    /// When it was made, Unix milliseconds.
    pub created_at: i64,
    /// Last day on which it opens, `YYYY-MM-DD`.
    pub expires_on: String,
    /// When it was taken back, Unix milliseconds.
    pub revoked_at: Option<i64>,
    /// Of a personal link: the browser in which consent was given, as its sealed cookie names it.
    pub bound_to: Option<Uuid>,
    /// What it is for, in the words of its maker, sealed; `None` without any.
    pub sealed: Option<Vec<u8>>,
    /// Id of its key.
    pub key_id: Option<String>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
