//! Everything that comes with new submissions, in as few statements as the database takes.

use sea_orm::sea_query::ArrayType;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

use super::bulk::{arrays::from_arrays, insert};
use crate::entity::{event, link, lookup, record, submission};
use crate::error::Result;

/// The rows of new entries, table by table.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    pub(crate) submissions: &'a [&'a submission::Model],
    pub(crate) records: &'a [&'a record::Model],
    pub(crate) lookups: &'a [&'a lookup::Model],
    pub(crate) events: &'a [&'a event::Model],
    /// Personal links made with them.
    pub(crate) links: &'a [&'a link::Model],
    /// Drafts that end with them: county and id.
    pub(crate) drafts: &'a [&'a (String, Uuid)],
}

/// Inserts all of it by one statement, which is a transaction of its own: PostgreSQL only.
///
/// # Errors
/// If the database refuses, as when any of it is there already; then nothing was written.
pub(crate) async fn insert_at_once<C: ConnectionTrait>(db: &C, rows: &Rows<'_>) -> Result<()> {
    let mut values = Vec::new();
    let submission = from_arrays::<submission::Entity>(rows.submissions, &mut values)?;
    let mut with = vec![format!("s AS ({submission})")];
    if !rows.links.is_empty() {
        with.push(format!("k AS ({})", from_arrays::<link::Entity>(rows.links, &mut values)?));
    }
    if !rows.drafts.is_empty() {
        with.push(format!("d AS ({})", without_drafts(rows.drafts, &mut values)));
    }
    execute(db, with, rows, values).await
}

/// Inserts records with their hashes and events: on PostgreSQL by one statement.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert_records<C: ConnectionTrait>(
    db: &C,
    records: &[&record::Model],
    lookups: &[&lookup::Model],
    events: &[&event::Model],
) -> Result<()> {
    if db.get_database_backend() != DbBackend::Postgres {
        insert::<record::Entity, _>(db, records.iter().copied()).await?;
        insert::<lookup::Entity, _>(db, lookups.iter().copied()).await?;
        return insert::<event::Entity, _>(db, events.iter().copied()).await;
    }
    let rows = Rows { submissions: &[], records, lookups, events, links: &[], drafts: &[] };
    execute(db, Vec::new(), &rows, Vec::new()).await
}

/// One statement of what stands in `with` already, and the records with what hangs on them.
async fn execute<C: ConnectionTrait>(
    db: &C,
    mut with: Vec<String>,
    rows: &Rows<'_>,
    mut values: Vec<Value>,
) -> Result<()> {
    with.push(format!("r AS ({})", from_arrays::<record::Entity>(rows.records, &mut values)?));
    with.push(format!("l AS ({})", from_arrays::<lookup::Entity>(rows.lookups, &mut values)?));
    let event = from_arrays::<event::Entity>(rows.events, &mut values)?;
    let sql = format!("WITH {} {event}", with.join(", "));
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
    Ok(())
}

fn without_drafts(drafts: &[&(String, Uuid)], values: &mut Vec<Value>) -> String {
    let counties: Vec<Value> = drafts.iter().map(|(county, _)| county.as_str().into()).collect();
    let ids: Vec<Value> = drafts.iter().map(|(_, id)| (*id).into()).collect();
    values.push(Value::Array(ArrayType::String, Some(Box::new(counties))));
    values.push(Value::Array(ArrayType::Uuid, Some(Box::new(ids))));
    let (county, id) = (values.len() - 1, values.len());
    format!(
        "DELETE FROM \"draft\" WHERE (\"county_code\", \"id\") IN (SELECT * FROM UNNEST(${county}::text[], ${id}::uuid[]))"
    )
}
