//! Submissions: offered to the store once, looked up by id.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::{record, submission};
use crate::store::{bulk, by_county, everywhere};

/// Inserts those whose id the store does not have; gives the ids inserted.
///
/// # Errors
/// If the database refuses.
pub async fn insert_new<'a, C: ConnectionTrait>(
    db: &C,
    submissions: impl Iterator<Item = &'a submission::Model>,
) -> Result<HashSet<Uuid>> {
    let rows = bulk::insert_new::<submission::Entity, _>(db, submissions, "id").await?;
    Ok(rows.into_iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Inserts a further version of a record.
///
/// # Errors
/// If the database refuses.
pub async fn insert_version<C: ConnectionTrait>(db: &C, submission: &submission::Model) -> Result<()> {
    bulk::insert::<submission::Entity, _>(db, [submission]).await
}

/// The submission with this id.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<submission::Model>> {
    let db = &everywhere(db);
    Ok(submission::Entity::find().filter(submission::Column::Id.eq(id)).one(db).await?)
}

/// The submissions with these ids, each with its record as it is now.
///
/// # Errors
/// If the database refuses.
pub async fn with_records<C: ConnectionTrait>(
    db: &C,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (submission::Model, record::Model)>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let submissions = submission::Entity::find()
        .filter(submission::Column::Id.is_in(bulk::padded(ids.iter().copied())))
        .all(&everywhere(db))
        .await?;
    let mut records: HashMap<Uuid, record::Model> = HashMap::with_capacity(submissions.len());
    for (county, of_county) in by_county(submissions.iter().map(|row| (row.county_code.as_str(), row.record_id))) {
        let rows = record::Entity::find()
            .filter(record::Column::CountyCode.eq(county))
            .filter(record::Column::Id.is_in(bulk::padded(of_county)))
            .filter(record::Column::State.ne(record::ERASED))
            .all(db)
            .await?;
        records.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(submissions
        .into_iter()
        .filter_map(|row| Some((row.id, (records.get(&row.record_id)?.clone(), row))))
        .map(|(id, (record, submission))| (id, (submission, record)))
        .collect())
}

/// All versions of some records of a county.
///
/// # Errors
/// If the database refuses.
pub async fn of_records<C: ConnectionTrait>(db: &C, county: &str, records: &[Uuid]) -> Result<Vec<submission::Model>> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    Ok(submission::Entity::find()
        .filter(submission::Column::CountyCode.eq(county))
        .filter(submission::Column::RecordId.is_in(bulk::padded(records.iter().copied())))
        .all(db)
        .await?)
}

/// All versions of a record, oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<submission::Model>> {
    Ok(submission::Entity::find()
        .filter(submission::Column::CountyCode.eq(county))
        .filter(submission::Column::RecordId.eq(record))
        .order_by_asc(submission::Column::Version)
        .all(db)
        .await?)
}

/// One version of a record.
///
/// # Errors
/// If the database refuses.
pub async fn version<C: ConnectionTrait>(
    db: &C,
    county: &str,
    record: Uuid,
    version: i32,
) -> Result<Option<submission::Model>> {
    Ok(submission::Entity::find_by_id((county.to_owned(), record, version)).one(db).await?)
}
