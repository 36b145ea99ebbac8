//! Many rows with few statement texts.
//!
//! A group commit holds another number of rows each time. As `VALUES (…), (…)` each number would be a text
//! of its own, which PostgreSQL has to parse and plan anew and which pushes the others out of the cache of
//! prepared statements. PostgreSQL therefore takes each column as one array, so that a table has one text
//! for any number of rows; SQLite takes the rows in powers of two.

pub(crate) mod arrays;

use std::fmt::Write as _;

use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, IdenStatic, Iterable, ModelTrait, QueryResult, Statement, Value,
};

use self::arrays::from_arrays;
use super::inserts::MAX_VALUES;
use crate::error::Result;

/// What happens when a row is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Present {
    /// The statement fails.
    Fails,
    /// The row is left out, if it is this column whose value is taken; the others come back as this column.
    Skipped(&'static str),
}

/// Inserts all models.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<'a, E, C>(db: &C, models: impl IntoIterator<Item = &'a E::Model>) -> Result<()>
where
    C: ConnectionTrait,
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + 'a,
{
    let models: Vec<&E::Model> = models.into_iter().collect();
    for statement in statements::<E>(db.get_database_backend(), &models, Present::Fails)? {
        db.execute_raw(statement).await?;
    }
    Ok(())
}

/// Inserts the models that are not there yet; gives a line for each with its `column`.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert_new<'a, E, C>(
    db: &C,
    models: impl IntoIterator<Item = &'a E::Model>,
    column: &'static str,
) -> Result<Vec<QueryResult>>
where
    C: ConnectionTrait,
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + 'a,
{
    let models: Vec<&E::Model> = models.into_iter().collect();
    let mut inserted = Vec::with_capacity(models.len());
    for statement in statements::<E>(db.get_database_backend(), &models, Present::Skipped(column))? {
        inserted.extend(db.query_all_raw(statement).await?);
    }
    Ok(inserted)
}

/// The statements that insert all models.
///
/// # Errors
/// If a column is of a type that no table here has.
pub(crate) fn statements<E>(backend: DbBackend, models: &[&E::Model], present: Present) -> Result<Vec<Statement>>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    if models.is_empty() {
        return Ok(Vec::new());
    }
    if backend == DbBackend::Postgres {
        let mut values = Vec::new();
        let mut sql = from_arrays::<E>(models, &mut values)?;
        tail(&mut sql, present);
        return Ok(vec![Statement::from_sql_and_values(backend, sql, values)]);
    }
    let most = MAX_VALUES / E::Column::iter().count().max(1);
    let mut rest = models;
    let mut statements = Vec::new();
    while !rest.is_empty() {
        let fits = rest.len().min(most);
        let (part, others) = rest.split_at(1 << fits.ilog2());
        statements.push(of_values::<E>(backend, part, present));
        rest = others;
    }
    Ok(statements)
}

/// `values` with the last one repeated up to a power of two: for lists in `IN (…)`, in which a value may
/// stand twice.
pub(crate) fn padded<T: Clone>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    if let Some(last) = values.last().cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
    values
}

fn head<E: EntityTrait>() -> String {
    let columns: Vec<String> = E::Column::iter().map(|column| format!("\"{}\"", column.as_str())).collect();
    format!("INSERT INTO \"{}\" ({}) ", E::default().table_name(), columns.join(", "))
}

fn tail(sql: &mut String, present: Present) {
    if let Present::Skipped(column) = present {
        // Writing into a String does not fail.
        let _infallible = write!(sql, " ON CONFLICT (\"{column}\") DO NOTHING RETURNING \"{column}\"");
    }
}

fn of_values<E>(backend: DbBackend, models: &[&E::Model], present: Present) -> Statement
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let columns: Vec<E::Column> = E::Column::iter().collect();
    let row = format!("({})", vec!["?"; columns.len()].join(", "));
    let mut sql = head::<E>();
    sql.reserve((row.len() + 2) * models.len() + 80);
    sql.push_str("VALUES ");
    for at in 0..models.len() {
        sql.push_str(if at == 0 { "" } else { ", " });
        sql.push_str(&row);
    }
    tail(&mut sql, present);
    let values = models.iter().flat_map(|model| columns.iter().map(|column| model.get(*column)));
    Statement::from_sql_and_values(backend, sql, values.collect::<Vec<Value>>())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::register::tables::lookup;

    fn row(kind: i16) -> lookup::Model {
        lookup::Model {
            hash: vec![1; 16],
            county_code: "120104".into(),
            township_code: String::new(),
            record_id: Uuid::from_u128(7),
            kind,
        }
    }

    fn texts(backend: DbBackend, rows: usize) -> Vec<String> {
        let rows: Vec<lookup::Model> = (0..rows).map(|kind| row(i16::try_from(kind).unwrap())).collect();
        let rows: Vec<&lookup::Model> = rows.iter().collect();
        let statements = statements::<lookup::Entity>(backend, &rows, Present::Fails).unwrap();
        statements.into_iter().map(|statement| statement.sql).collect()
    }

    #[test]
    fn any_number_of_rows_takes_one_text_on_postgresql_and_few_on_sqlite() {
        assert_eq!(texts(DbBackend::Postgres, 3), texts(DbBackend::Postgres, 50));
        let mut all: Vec<String> = (1..=128).flat_map(|rows| texts(DbBackend::Sqlite, rows)).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 8);
        assert_eq!(texts(DbBackend::Sqlite, 13).len(), 3);
    }

    #[test]
    fn lists_are_padded_with_what_they_hold() {
        assert_eq!(padded([1, 2, 3]), [1, 2, 3, 3]);
        assert_eq!(padded([1]), [1]);
        assert_eq!(padded(Vec::<i32>::new()), Vec::<i32>::new());
    }
}
