//! Everything that comes with new submissions, in as few statements as the database takes.

use std::collections::BTreeSet;

use sea_orm::sea_query::ArrayType;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};

use crate::audit::tables::{audit_event, event};
use crate::error::{Error, Result};
use crate::register::hash::Hash;
use crate::register::rows::lookups::Wanted;
use crate::register::tables::{lookup, record, submission};
use crate::store::bulk::arrays::from_arrays;
use crate::store::bulk::insert;

/// The rows of new records, table by table.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    pub(crate) submissions: &'a [&'a submission::Model],
    pub(crate) of_records: RecordRows<'a>,
}

/// The rows of new entries but their versions.
#[derive(Debug)]
pub(crate) struct RecordRows<'a> {
    pub(crate) records: &'a [&'a record::Model],
    pub(crate) lookups: &'a [&'a lookup::Model],
    pub(crate) events: &'a [&'a event::Model],
    pub(crate) trail: &'a [&'a audit_event::Model],
}

/// Nothing is written when some of the hashes are known.
const UNLESS_KNOWN: &str = " WHERE NOT EXISTS (SELECT FROM m)";

/// Hashes that one statement gives back; whoever has one of the others learns it another time.
const MAX_KNOWN: usize = 1_000;

/// Inserts all of it by one statement, which is a transaction of its own, unless a record has one of the `wanted` hashes already:
/// gives those that are known, and then nothing was written. PostgreSQL only.
///
/// # Errors
/// If the database refuses, as when any of it is there already; then nothing was written either.
pub(crate) async fn insert_unless_known<C: ConnectionTrait>(
    db: &C,
    rows: &Rows<'_>,
    wanted: &Wanted,
) -> Result<Vec<Hash>> {
    let (anywhere, near, counties) = wanted.columns();
    let bytes = |hashes: Vec<Vec<u8>>| Some(Box::new(hashes.into_iter().map(Value::from).collect()));
    let mut values = vec![
        Value::Array(ArrayType::Bytes, bytes(anywhere)),
        Value::Array(ArrayType::Bytes, bytes(near)),
        Value::Array(ArrayType::String, Some(Box::new(counties.into_iter().map(Value::from).collect()))),
    ];
    // It locks the hashes as `lock_hashes` does, and then looks.
    let known =
        format!("SELECT k AS \"hash\" FROM known_hashes($1::bytea[], $2::bytea[], $3::text[], {MAX_KNOWN}) AS k");
    let mut with = vec![format!("m AS MATERIALIZED ({known})")];
    let RecordRows { records, lookups, events, trail } = &rows.of_records;
    with.push(format!("s AS ({}{UNLESS_KNOWN})", from_arrays::<submission::Entity>(rows.submissions, &mut values)?));
    with.push(format!("r AS ({}{UNLESS_KNOWN})", from_arrays::<record::Entity>(records, &mut values)?));
    with.push(format!("l AS ({}{UNLESS_KNOWN})", from_arrays::<lookup::Entity>(lookups, &mut values)?));
    with.push(format!("e AS ({}{UNLESS_KNOWN})", from_arrays::<event::Entity>(events, &mut values)?));
    with.push(format!("a AS ({}{UNLESS_KNOWN})", from_arrays::<audit_event::Entity>(trail, &mut values)?));
    let sql = format!("WITH {} SELECT \"hash\" FROM m", with.join(", "));
    let known = db.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
    let hash = |row: &QueryResult| -> Result<Hash> {
        let hash: Vec<u8> = row.try_get_by_index(0)?;
        Hash::try_from(hash).map_err(|_| Error::internal("a look-up hash of another length"))
    };
    known.iter().map(hash).collect()
}

/// Waits for whoever takes in a record with one of these hashes at this moment, in any process, and makes the others wait
/// until this transaction ends: what is looked for afterwards is there. Comes before any other lock of a transaction.
/// SQLite has one writer at a time anyway.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn lock_hashes<C: ConnectionTrait>(db: &C, hashes: impl Iterator<Item = Hash>) -> Result<()> {
    let places: BTreeSet<i32> = hashes.map(|hash| i32::from(hash[0])).collect();
    if db.get_database_backend() != DbBackend::Postgres || places.is_empty() {
        return Ok(());
    }
    let places = Value::Array(ArrayType::Int, Some(Box::new(places.into_iter().map(Value::from).collect())));
    let sql = "SELECT pg_advisory_xact_lock(1, place) FROM UNNEST($1::integer[]) AS place";
    db.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [places])).await?;
    Ok(())
}

/// Inserts records with their hashes and events: on PostgreSQL by one statement.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert_records<C: ConnectionTrait>(db: &C, rows: &RecordRows<'_>) -> Result<()> {
    let RecordRows { records, lookups, events, trail } = rows;
    if db.get_database_backend() != DbBackend::Postgres {
        insert::<record::Entity, _>(db, records.iter().copied()).await?;
        insert::<lookup::Entity, _>(db, lookups.iter().copied()).await?;
        insert::<event::Entity, _>(db, events.iter().copied()).await?;
        return insert::<audit_event::Entity, _>(db, trail.iter().copied()).await;
    }
    let mut values = Vec::new();
    let record = from_arrays::<record::Entity>(records, &mut values)?;
    let lookup = from_arrays::<lookup::Entity>(lookups, &mut values)?;
    let event = from_arrays::<event::Entity>(events, &mut values)?;
    let trail = from_arrays::<audit_event::Entity>(trail, &mut values)?;
    let sql = format!("WITH r AS ({record}), l AS ({lookup}), e AS ({event}) {trail}");
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
    Ok(())
}
