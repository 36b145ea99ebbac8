//! Archives: batches of a county whose events were taken out of the database, and the file that has them.

use sea_orm::entity::prelude::*;

/// An archive. The batches stay, so that the chain goes on; only their events are gone.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_archive")]
pub struct Model {
    /// County, 6 digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Number of its last batch.
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i64,
    /// Number of its first batch: the one after the archive before.
    pub first_n: i64,
    /// How many events it has.
    pub events: i64,
    /// When its last batch was sealed, Unix milliseconds: no event of it is younger.
    pub until: i64,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of the file.
    pub digest: Vec<u8>,
    /// When it was made, Unix milliseconds.
    pub at: i64,
    /// Key that signed it.
    pub key_id: String,
    /// Ed25519 signature over the other columns and the hash of the last batch, 64 bytes.
    pub signature: Vec<u8>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
