//! Candidates for the same child (V-10), one row in each direction.

use sea_orm::entity::prelude::*;

/// A record that may be of the same child as another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "candidate")]
pub struct Model {
    /// Owner county of the record; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// The other record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub other_id: Uuid,
    /// Owner county of the other record.
    pub other_county: String,
    /// [`BY_NUMBER`], [`BY_SCORE`], or `name_sex_birth_parent` of pairs found before there were levels.
    pub matched_by: String,
    /// What was decided; `None` while open.
    pub same_child: Option<bool>,
    /// Account that decided.
    pub decided_by: Option<Uuid>,
    /// When, Unix milliseconds.
    pub decided_at: Option<i64>,
    /// Code of a [`domain::duplicates::Level`]; `None` of pairs found before there were levels.
    pub level: Option<String>,
    /// Points of the score.
    pub points: Option<i32>,
    /// Codes of [`domain::duplicates::Reason`], with commas between: kinds of evidence, no values.
    pub reasons: Option<String>,
}

/// Matched by equal ID numbers.
pub const BY_NUMBER: &str = "id_number";
/// Matched by what else the records have in common.
pub const BY_SCORE: &str = "score";

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
