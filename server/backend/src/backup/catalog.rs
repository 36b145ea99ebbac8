//! The tables that a database has, by its own word.

use anyhow::Context;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::value::Kind;

/// The table of the steps that ran; a restore runs them itself.
const STEPS: &str = "seaql_migrations";

/// Tables that are in no backup: the steps, and the divisions, which every program has itself and loads anew.
const LEFT_OUT: [&str; 2] = [STEPS, "division"];

/// Base tables and their columns, in order.
const SQLITE: &str = "SELECT m.name AS t, c.name AS c, lower(c.type) AS k FROM sqlite_schema m JOIN pragma_table_info(m.name) c \
                      WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY m.name, c.cid";
const POSTGRES: &str = "SELECT c.table_name::text AS t, c.column_name::text AS c, c.data_type::text AS k \
                        FROM information_schema.columns c JOIN information_schema.tables t \
                        ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
                        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' \
                        ORDER BY c.table_name, c.ordinal_position";

/// A table of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<(String, Kind)>,
}

impl Table {
    /// The same table with these of its columns, in this order; `None` if it lacks one.
    pub(super) fn with_columns(&self, names: &[String]) -> Option<Self> {
        let find = |name: &String| self.columns.iter().find(|(known, _)| known == name).cloned();
        Some(Self { name: self.name.clone(), columns: names.iter().map(find).collect::<Option<_>>()? })
    }
}

/// Every table but those that are left out.
///
/// # Errors
/// If the database refuses, or has a column of a type that no step makes.
pub(super) async fn tables<C: ConnectionTrait>(db: &C) -> anyhow::Result<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    for (table, column, declared) in
        columns(db).await?.into_iter().filter(|(table, ..)| !LEFT_OUT.contains(&table.as_str()))
    {
        let kind = Kind::declared(&declared, db.get_database_backend())
            .with_context(|| format!("a backup does not know the type {declared} of {table}.{column}"))?;
        match tables.last_mut().filter(|last| last.name == table) {
            Some(last) => last.columns.push((column, kind)),
            None => tables.push(Table { name: table, columns: vec![(column, kind)] }),
        }
    }
    Ok(tables)
}

/// Whether the database has no table at all.
///
/// # Errors
/// If the database refuses.
pub(super) async fn is_empty<C: ConnectionTrait>(db: &C) -> anyhow::Result<bool> {
    Ok(columns(db).await?.is_empty())
}

/// The steps that the database has.
///
/// # Errors
/// If the database refuses.
pub(super) async fn steps<C: ConnectionTrait>(db: &C) -> anyhow::Result<Vec<String>> {
    let sql = format!("SELECT version FROM {STEPS} ORDER BY version");
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(rows.iter().map(|row| row.try_get("", "version")).collect::<Result<_, _>>()?)
}

async fn columns<C: ConnectionTrait>(db: &C) -> anyhow::Result<Vec<(String, String, String)>> {
    let backend = db.get_database_backend();
    let sql = if backend == DbBackend::Sqlite { SQLITE } else { POSTGRES };
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.context("the tables cannot be listed")?;
    let read = |row: &sea_orm::QueryResult| Ok((row.try_get("", "t")?, row.try_get("", "c")?, row.try_get("", "k")?));
    Ok(rows.iter().map(read).collect::<Result<_, sea_orm::DbErr>>()?)
}
