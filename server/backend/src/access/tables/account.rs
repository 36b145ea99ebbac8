//! Accounts of the staff.

use sea_orm::entity::prelude::*;

/// The sign-in of one person. What it may do say its assignments.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// County in which the account was made, 6 digits; the code of a city or province for those who work there.
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name to sign in with, lower case, unique.
    pub username: String,
    /// Name shown to others.
    pub display_name: String,
    /// Whose it is.
    pub person_id: Uuid,
    /// Code of its state.
    pub state: String,
    /// Who suspended it; another person resumes it.
    pub suspended_by: Option<Uuid>,
    /// Why, in the words of whoever suspended it.
    pub suspended_for: Option<String>,
    /// Argon2id in PHC string form; empty until the invitation was used.
    pub password_hash: String,
    /// When the password was set, Unix milliseconds; nothing before it was, and for those of an earlier version.
    pub password_set_at: Option<i64>,
    /// When somebody resumed it last, Unix milliseconds.
    pub resumed_at: Option<i64>,
    /// An account of the demonstration: its password is public.
    pub demonstration: bool,
    /// When it was made, Unix milliseconds.
    pub created_at: i64,
    /// When somebody signed in with it last, Unix milliseconds.
    pub used_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
