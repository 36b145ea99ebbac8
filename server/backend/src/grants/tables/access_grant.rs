//! Grants: what somebody asked to look at outside the own area, in the county whose records they are.

use sea_orm::entity::prelude::*;

/// A grant (查阅授权), asked for or taken in an emergency.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_grant")]
pub struct Model {
    /// County whose records it opens, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `request` or `emergency`.
    pub kind: String,
    /// County of the account that asked.
    pub asker_county: String,
    /// The account that asked.
    pub asked_by: Uuid,
    /// Its person: nobody decides about what he or she asked for.
    pub asker_person: Uuid,
    /// Name, role and unit of who asked, as the deciding person reads them.
    pub asker: String,
    /// The records, sixteen bytes each.
    pub records: Vec<u8>,
    /// Codes of the groups that are asked for, with commas; empty for all that the profile shows.
    pub groups: String,
    /// Sealed words: why.
    pub sealed: Vec<u8>,
    /// Id of their key.
    pub key_id: String,
    /// Days for which it is asked.
    pub days: i32,
    /// When it was asked for, Unix milliseconds.
    pub asked_at: i64,
    /// `asked`, `granted`, `refused`; of an emergency `opened`, `justified`, `not_justified`.
    pub state: String,
    /// Until when the records open, Unix milliseconds.
    pub ends_at: i64,
    /// Last day for the review of an emergency (ISO 8601); empty for a request.
    pub due_on: String,
    /// Who decided or reviewed.
    pub decided_by: Option<Uuid>,
    /// When, Unix milliseconds.
    pub decided_at: Option<i64>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
