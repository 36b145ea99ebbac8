//! 任职: a role at a place for a time.

use sea_orm::entity::prelude::*;

/// An assignment of an account. No right comes from anywhere else.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    /// County of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// Code of the role.
    pub role: String,
    /// The place: a division, 6 to 12 digits.
    pub place_code: String,
    /// First day, YYYY-MM-DD in Asia/Shanghai.
    pub from_day: String,
    /// Last day, likewise; there is no assignment without an end.
    pub to_day: String,
    /// Code of its state.
    pub state: String,
    /// Who granted it; nothing for the operator and for those of an earlier version.
    pub granted_by: Option<Uuid>,
    /// When it was asked for, Unix milliseconds.
    pub granted_at: i64,
    /// The other person who confirmed it.
    pub confirmed_by: Option<Uuid>,
    /// When it was ended before its last day, Unix milliseconds.
    pub ended_at: Option<i64>,
    /// Keyed hash over all that makes the right: a row that somebody wrote into the database by hand gives none.
    pub mac: Vec<u8>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
