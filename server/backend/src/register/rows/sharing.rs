//! Records of one county that share a look-up hash: the families behind a phone number (V-29), the entries of
//! one child (V-41).

use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
};

use super::lookups::to_record;
use crate::error::Result;
use crate::register::hash::Hash;
use crate::register::tables::{lookup, record};
use crate::store::bulk;

/// Records of one county that are looked at for the hashes of one declaration: some dozen families with their
/// siblings behind its phones, and the child's own records.
const MAX_SHARING: u64 = 200;

/// Records of one ID number that are looked at: more than one is rare.
const MAX_OF_ONE_CHILD: u64 = 20;

/// A record that has a hash, and its family.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Sharing {
    /// The hash.
    pub hash: Vec<u8>,
    /// County of the record.
    pub county_code: String,
    /// The record.
    pub record_id: uuid::Uuid,
    /// The family, when it came by a link.
    pub holder: Option<uuid::Uuid>,
}

/// Active records that have one of the hashes in one of the counties, each with its family; as many as are looked
/// at for `declarations`.
///
/// # Errors
/// If the database refuses.
pub async fn families<C: ConnectionTrait>(
    db: &C,
    counties: impl IntoIterator<Item = String>,
    hashes: impl IntoIterator<Item = &Hash>,
    declarations: usize,
) -> Result<Vec<Sharing>> {
    let hashes: Vec<Vec<u8>> = hashes.into_iter().map(|hash| hash.to_vec()).collect();
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    let counties: Vec<String> = counties.into_iter().collect();
    let (hash, county) = ((lookup::Entity, lookup::Column::Hash), (lookup::Entity, lookup::Column::CountyCode));
    let among = match db.get_database_backend() {
        DbBackend::Postgres => Expr::col(hash).eq(PgFunc::any(hashes)).and(Expr::col(county).eq(PgFunc::any(counties))),
        _ => Expr::col(hash).is_in(bulk::padded(hashes)).and(Expr::col(county).is_in(bulk::padded(counties))),
    };
    Ok(lookup::Entity::find()
        .select_only()
        .columns([lookup::Column::Hash, lookup::Column::CountyCode, lookup::Column::RecordId])
        .column(record::Column::Holder)
        .join(JoinType::InnerJoin, to_record())
        .filter(among)
        .filter(record::Column::State.is_not_in(super::records::INACTIVE))
        .limit(MAX_SHARING * declarations as u64)
        .into_model()
        .all(db)
        .await?)
}

/// The active records of a county that have a hash.
///
/// # Errors
/// If the database refuses.
pub async fn by_hash<C: ConnectionTrait>(db: &C, county: &str, hash: &Hash) -> Result<Vec<record::Model>> {
    let found: Vec<uuid::Uuid> = lookup::Entity::find()
        .select_only()
        .column(lookup::Column::RecordId)
        .filter(lookup::Column::Hash.eq(hash.to_vec()))
        .filter(lookup::Column::CountyCode.eq(county))
        .limit(MAX_OF_ONE_CHILD)
        .into_tuple()
        .all(db)
        .await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    Ok(record::Entity::find()
        .filter(record::Column::CountyCode.eq(county))
        .filter(record::Column::Id.is_in(found))
        .filter(record::Column::State.is_not_in(super::records::INACTIVE))
        .all(db)
        .await?)
}
