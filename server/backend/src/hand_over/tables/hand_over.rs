//! Hand-overs (交接): how much was open when somebody left, and who has it now.

use sea_orm::entity::prelude::*;

/// The sheet of somebody who left.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hand_over")]
pub struct Model {
    /// County of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// The account; an account is handed over once.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// When, Unix milliseconds.
    pub at: i64,
    /// Who carried it out.
    pub done_by: Uuid,
    /// Declarations that the person had open for deciding.
    pub claims: i32,
    /// Who has them now; nothing for the unit.
    pub claims_to: Option<Uuid>,
    /// Declarations of the person that were returned and not yet corrected.
    pub returned: i32,
    /// Who corrects them; nothing for the unit.
    pub returned_to: Option<Uuid>,
    /// Messages of the person's phones that the server refused and nobody has mended.
    pub refused: i32,
    /// Who mends them; nothing when there was nobody.
    pub refused_to: Option<Uuid>,
    /// Phones that could send.
    pub phones: i32,
    /// Messages that those phones said to hold still: they are lost unless the phones had sent them.
    pub unsent: i32,
    /// Links of the person that still open; they are the unit's now.
    pub links: i32,
    /// What the person asked for and nobody has confirmed.
    pub asked: i32,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
