//! Households on the lists of villages.

use sea_orm::entity::prelude::*;

/// A household as it was reported last.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household")]
pub struct Model {
    /// County; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id made by the phone that listed it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Township, 9 digits.
    pub township_code: String,
    /// Village, 12 digits.
    pub village_code: Option<String>,
    /// Code of its [`domain::fieldwork::HouseholdState`].
    pub state: String,
    /// Day of the last visit, `YYYY-MM-DD`.
    pub visited_on: Option<String>,
    /// Sealed [`domain::fieldwork::Household`].
    pub sealed: Vec<u8>,
    /// Id of its key.
    pub key_id: String,
    /// When it changed last, Unix milliseconds.
    pub updated_at: i64,
    /// Account that changed it.
    pub updated_by: Uuid,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
