//! The division table (区划表), loaded from the file that ships with the program.

use sea_orm::entity::prelude::*;

/// A division, valid or former.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "division")]
pub struct Model {
    /// 6, 9 or 12 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Name as published, e.g. 长虹街道.
    pub name: String,
    /// `province`, `prefecture`, `county`, `township`, `village`.
    pub level: String,
    /// Kind within the level (市辖区, 县, 街道 …), as the source names it.
    pub kind: String,
    /// Code of the division above; `None` for a province.
    pub parent: Option<String>,
    /// First day of validity, `YYYY-MM-DD`, when known.
    pub valid_from: Option<String>,
    /// Last day of validity, `YYYY-MM-DD`; `None` while in use.
    pub valid_to: Option<String>,
    /// Codes that took over, joined by commas.
    pub successors: String,
    /// Pinyin initials of the name, lower case, for search.
    pub initials: String,
    /// Names from the province down, without pseudo-levels, joined by `/`.
    pub path: String,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
