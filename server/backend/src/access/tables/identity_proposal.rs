//! Assignments that claims of a provider propose. None of them is a right before an administrator accepts it.

use sea_orm::entity::prelude::*;

/// A proposed assignment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_proposal")]
pub struct Model {
    /// County of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// Whose claim it is.
    pub provider_id: Uuid,
    /// Code of the role.
    pub role: String,
    /// The place: a division.
    pub place_code: String,
    /// How it stands: `asked`, `accepted`, `declined`.
    pub state: String,
    /// When the claim was seen first, Unix milliseconds.
    pub asked_at: i64,
    /// Who decided about it.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<i64>,
    /// The assignment that was made of it; without the claim it is suspended.
    pub assignment_id: Option<Uuid>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
