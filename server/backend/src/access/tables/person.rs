//! Natural persons who have an account.

use sea_orm::entity::prelude::*;

/// A person: whoever has two accounts is one person in every question of separated duties.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// County in which the person was made known, 6 digits; the code of a city or province for those who work there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Keyed hash by which the person is known again: of the citizen's number, or of name and mobile. The number itself is
    /// kept nowhere. Empty for those of an earlier version.
    pub person_key: Vec<u8>,
    /// When it was made, Unix milliseconds.
    pub created_at: i64,
    /// First day on which the person no longer works, YYYY-MM-DD.
    pub left_on: Option<String>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
