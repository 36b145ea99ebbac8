//! Notices about reading out of the ordinary (异常提醒).

use sea_orm::entity::prelude::*;

/// A notice. Of one person, rule and day there is one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alert")]
pub struct Model {
    /// County whose trail it is about, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code of its [`crate::auditing::Rule`].
    pub rule: String,
    /// Day of what was noticed, YYYY-MM-DD in Asia/Shanghai.
    pub day: String,
    /// The person; of what no person did the lane, or nothing but zeros.
    pub person: Uuid,
    /// The account under which it was done.
    pub account: Option<Uuid>,
    /// The role in which it was done, by its code in the access table.
    pub role: String,
    /// How many of it were counted when it was noticed.
    pub counted: i64,
    /// When it happened, Unix milliseconds.
    pub at: i64,
    /// When it was noticed, Unix milliseconds.
    pub raised_at: i64,
    /// When somebody closed it, Unix milliseconds; nothing while it is open.
    pub closed_at: Option<i64>,
    /// The account that closed it.
    pub closed_by: Option<Uuid>,
    /// The sealed words with which it was closed.
    pub sealed: Option<Vec<u8>>,
    /// Id of their key.
    pub key_id: Option<String>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
