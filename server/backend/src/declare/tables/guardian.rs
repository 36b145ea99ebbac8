//! Who proved in a browser to be a family: the code that was sent, and how long the proof holds.

use sea_orm::entity::prelude::*;

/// One declaration in one browser.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guardian")]
pub struct Model {
    /// County of the link; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The browser, as its sealed cookie names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub browser: Uuid,
    /// The record, or the draft that is none yet.
    #[sea_orm(primary_key, auto_increment = false)]
    pub declaration: Uuid,
    /// Keyed hash of the code that was sent; nothing when none is waited for.
    pub code_hash: Option<Vec<u8>>,
    /// When the code ends, Unix milliseconds.
    pub code_ends_at: i64,
    /// Codes that were tried.
    pub tries: i32,
    /// Until when the browser is a guardian's (已核验监护人), Unix milliseconds; 0 when it never was.
    pub guardian_until: i64,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
