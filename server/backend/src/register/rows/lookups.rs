//! Look-up hashes: written with a record, asked for the same child (V-10).

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, OnConflict, Query, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef,
};
use uuid::Uuid;

use crate::error::Result;
use crate::register::hash::{Hash, Kind};
use crate::register::tables::{lookup, record, submission};
use crate::store::{bulk, by_county, everywhere, inserts};

/// Matches of either reach that one batch may find: enough for any real case, and a bound for a flood of equal ones.
const MAX_MATCHES: u64 = 500;

/// Hashes whose records are looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// In every county.
    anywhere: HashSet<Hash>,
    /// In one county.
    near: HashSet<(Hash, String)>,
}

impl Wanted {
    /// Asks for a hash, for a record of `county`.
    pub(crate) fn add(&mut self, kind: Kind, hash: Hash, county: &str) {
        if kind.reaches_every_county() {
            self.anywhere.insert(hash);
        } else {
            self.near.insert((hash, county.to_owned()));
        }
    }

    fn is_empty(&self) -> bool {
        self.anywhere.is_empty() && self.near.is_empty()
    }

    /// The hashes asked for in every county; those asked for in one, and their counties, place by place.
    pub(crate) fn columns(&self) -> (Vec<Vec<u8>>, Vec<Vec<u8>>, Vec<String>) {
        let (near, counties) = self.near.iter().map(|(hash, county)| (hash.to_vec(), county.clone())).unzip();
        (self.anywhere.iter().map(|hash| hash.to_vec()).collect(), near, counties)
    }
}

/// An active record that has some of the hashes, with its current version.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) record: record::Model,
    pub(crate) submission: submission::Model,
    pub(crate) hashes: Vec<Hash>,
}

#[derive(Clone, Debug, FromQueryResult)]
struct Match {
    hash: Vec<u8>,
    county_code: String,
    record_id: Uuid,
}

/// Inserts hashes.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, lookups: impl Iterator<Item = lookup::Model>) -> Result<()> {
    let lookups: Vec<lookup::Model> = lookups.collect();
    bulk::insert::<lookup::Entity, _>(db, &lookups).await
}

/// Inserts those hashes that are not there yet.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert_missing<C: ConnectionTrait>(db: &C, lookups: Vec<lookup::Model>) -> Result<()> {
    for mut statement in inserts::statements::<lookup::Entity>(&lookups) {
        statement.on_conflict(OnConflict::new().do_nothing().to_owned());
        db.execute(&statement).await?;
    }
    Ok(())
}

/// Replaces the hashes under which a record is found.
///
/// # Errors
/// If the database refuses.
pub async fn replace<C: ConnectionTrait>(
    db: &C,
    record: Uuid,
    (old_county, old): (&str, Vec<Vec<u8>>),
    new: Vec<lookup::Model>,
) -> Result<()> {
    lookup::Entity::delete_many()
        .filter(lookup::Column::Hash.is_in(old))
        .filter(lookup::Column::CountyCode.eq(old_county))
        .filter(lookup::Column::RecordId.eq(record))
        .exec(db)
        .await?;
    insert(db, new.into_iter()).await
}

/// Removes hashes of these records: others may have the same ones, a surname above all.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn remove<'a, C: ConnectionTrait>(
    db: &C,
    hashes: impl Iterator<Item = &'a Hash>,
    records: impl Iterator<Item = &'a record::Model>,
) -> Result<()> {
    let hashes: Vec<Vec<u8>> = bulk::padded(hashes.map(|hash| hash.to_vec()));
    if hashes.is_empty() {
        return Ok(());
    }
    for (county, records) in by_county(records.map(|row| (row.county_code.as_str(), row.id))) {
        lookup::Entity::delete_many()
            .filter(lookup::Column::Hash.is_in(hashes.clone()))
            .filter(lookup::Column::CountyCode.eq(county))
            .filter(lookup::Column::RecordId.is_in(bulk::padded(records)))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Active records that have one of the hashes, in a question and one for each of their counties.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn active<C: ConnectionTrait>(db: &C, wanted: &Wanted) -> Result<Vec<Found>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let found = matching(db, wanted).await?;
    // Most batches end here: nobody declared these children before.
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let mut hashes: HashMap<(String, Uuid), Vec<Hash>> = HashMap::new();
    for row in found {
        let Ok(hash) = Hash::try_from(row.hash.as_slice()) else { continue };
        let held = hashes.entry((row.county_code, row.record_id)).or_default();
        if !held.contains(&hash) {
            held.push(hash);
        }
    }
    let of_record = submission::Entity::belongs_to(record::Entity)
        .from((submission::Column::CountyCode, submission::Column::RecordId, submission::Column::Version))
        .to((record::Column::CountyCode, record::Column::Id, record::Column::Version));
    let of_record: RelationDef = of_record.into();
    let mut submissions = Vec::with_capacity(hashes.len());
    for (county, records) in by_county(hashes.keys().map(|(county, id)| (county.as_str(), *id))) {
        let rows = submission::Entity::find()
            .join(JoinType::InnerJoin, of_record.clone())
            .filter(submission::Column::CountyCode.eq(county))
            .filter(submission::Column::RecordId.is_in(bulk::padded(records)))
            .filter(record::Column::State.is_not_in(super::records::INACTIVE))
            .select_also(record::Entity)
            .all(db)
            .await?;
        submissions.extend(rows);
    }
    Ok(submissions
        .into_iter()
        .filter_map(|(submission, record)| {
            let hashes = hashes.remove(&(submission.county_code.clone(), submission.record_id))?;
            Some(Found { record: record?, submission, hashes })
        })
        .collect())
}

/// Active records whose child has the number behind a hash, in every county.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn with_number<C: ConnectionTrait>(db: &C, hash: Hash) -> Result<Vec<record::Model>> {
    let found = lookup::Entity::find().filter(lookup::Column::Hash.eq(hash.to_vec())).limit(MAX_MATCHES);
    let found = found.all(&everywhere(db)).await?;
    let mut records = Vec::new();
    for (county, ids) in by_county(found.iter().map(|row| (row.county_code.as_str(), row.record_id))) {
        let rows = record::Entity::find()
            .filter(record::Column::CountyCode.eq(county))
            .filter(record::Column::Id.is_in(bulk::padded(ids)))
            .filter(record::Column::State.is_not_in(super::records::INACTIVE));
        records.extend(rows.all(db).await?);
    }
    Ok(records)
}

/// The rows of the hashes. Those of a wider reach say more, so that a flood of the others never hides them.
async fn matching<C: ConnectionTrait>(db: &C, wanted: &Wanted) -> Result<Vec<Match>> {
    let db = &everywhere(db);
    let (anywhere, near, counties) = wanted.columns();
    let any_of = |hashes: Vec<Vec<u8>>| match db.get_database_backend() {
        DbBackend::Postgres => Expr::col(lookup::Column::Hash).eq(PgFunc::any(hashes)),
        _ => lookup::Column::Hash.is_in(bulk::padded(hashes)),
    };
    let counties: HashSet<String> = counties.into_iter().collect();
    let in_one = match db.get_database_backend() {
        DbBackend::Postgres => {
            Expr::col(lookup::Column::CountyCode).eq(PgFunc::any(counties.into_iter().collect::<Vec<_>>()))
        }
        _ => lookup::Column::CountyCode.is_in(bulk::padded(counties)),
    };
    let part = |name: &'static str, among: Expr| {
        let mut rows = Query::select();
        rows.columns([lookup::Column::Hash, lookup::Column::CountyCode, lookup::Column::RecordId])
            .from(lookup::Entity)
            .and_where(among)
            .limit(MAX_MATCHES);
        Query::select().expr(Expr::col(Asterisk)).from_subquery(rows, name).take()
    };
    let statement =
        part("anywhere", any_of(anywhere)).union(UnionType::All, part("near", any_of(near).and(in_one))).take();
    Ok(Match::find_by_statement(db.get_database_backend().build(&statement)).all(db).await?)
}

/// Records after a place in the order of county and id, each with its current version.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn records_after<C: ConnectionTrait>(
    db: &C,
    after: Option<&(String, Uuid)>,
    most: u64,
) -> Result<Vec<(record::Model, submission::Model)>> {
    use record::Column as R;
    let beyond = after.map(|(county, id)| {
        let further = R::CountyCode.eq(county.as_str()).and(R::Id.gt(*id));
        R::CountyCode.gt(county.as_str()).or(further)
    });
    let records = record::Entity::find()
        .filter(Condition::all().add_option(beyond))
        .order_by_asc(R::CountyCode)
        .order_by_asc(R::Id)
        .limit(most)
        .all(&everywhere(db))
        .await?;
    let ids: Vec<Uuid> = records.iter().map(|record| record.submission_id).collect();
    let mut current = super::submissions::with_records(db, &ids).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| current.remove(&record.submission_id).map(|(submission, _)| (record, submission)))
        .collect())
}

pub(crate) fn to_record() -> RelationDef {
    lookup::Entity::belongs_to(record::Entity)
        .from((lookup::Column::CountyCode, lookup::Column::RecordId))
        .to((record::Column::CountyCode, record::Column::Id))
        .into()
}
