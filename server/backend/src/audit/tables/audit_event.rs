//! Events of the trail: who did what, when; written once, in the transaction of the act.

use sea_orm::entity::prelude::*;

/// An event. Texts are empty when nothing is said, so that each event has one canonical form
/// ([`crate::audit::proof::canonical`]); no column tells of a child: a subject is an id, what was searched for a keyed hash.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// County to which it belongs: of the record, else of who acts; 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Process that wrote it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lane: Uuid,
    /// Number within county and lane, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub no: i64,
    /// When, Unix milliseconds.
    pub at: i64,
    /// Code of a [`crate::audit::Kind`].
    pub kind: String,
    /// Code of an [`crate::audit::Outcome`].
    pub outcome: String,
    /// Code of an [`crate::audit::ActorKind`].
    pub actor_kind: String,
    /// Account of who acts, or holder of a link.
    pub actor: Option<Uuid>,
    /// Person behind the account.
    pub person: Option<Uuid>,
    /// Role in which it was done, by its code in the access table.
    pub role: String,
    /// Assignment by which the role is held.
    pub assignment: Option<Uuid>,
    /// Relation of the actor to the record, by its code in the access table.
    pub relation: String,
    /// What the subject is: `record`, `account`, `link`, `phone`.
    pub subject_kind: String,
    /// Its id.
    pub subject: Option<Uuid>,
    /// Version of the record.
    pub version: Option<i32>,
    /// Field groups that were shown, by their codes, with commas between.
    pub groups: String,
    /// Why, by a code.
    pub purpose: String,
    /// The first 16 bytes of the digest of the session's id.
    pub session: Option<Vec<u8>>,
    /// Network from which it was asked, as a prefix.
    pub peer: String,
    /// Id of the request.
    pub request: String,
    /// SHA-256 of the sealed words that belong to it; they stand in the history of the record.
    pub detail_hash: Option<Vec<u8>>,
    /// What else there is to say, as canonical JSON: names in order, no blanks.
    pub extra: String,
    /// Hash of the canonical form, 32 bytes.
    pub leaf: Vec<u8>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
