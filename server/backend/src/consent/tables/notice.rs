//! Versions of the notice (个人信息告知书) that were in force: evidence of what was agreed to.

use sea_orm::entity::prelude::*;

/// One version, with its whole text. Belongs to the deployment, not to a county.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    /// The version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: String,
    /// Headings begin with `# `; `{unit}` stands for the unit that asks.
    pub text: String,
    /// When it came into force last, Unix milliseconds.
    pub since: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
