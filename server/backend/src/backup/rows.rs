//! The database calls of backups: whole tables, of this machine, through a connection of their own.
//!
//! The rules of distribution speak of statements that serve somebody's request; a backup is made on each machine, of what
//! lies there, and reads all of it ([ADR 22](../../../../docs/adr/0022-distribution-rules.md)).

use std::pin::pin;

use anyhow::Context;
use futures_util::TryStreamExt as _;
use sea_orm::sea_query::{Alias, Expr, Func, Query};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, StreamTrait, TransactionOptions, TransactionTrait,
};
use serde_json::Value as Json;

use super::catalog::Table;
use crate::store::inserts::MAX_VALUES;

/// Bytes of rows that are written at once.
const MAX_BYTES: usize = 4 << 20;

/// A connection of its own, without the settings that suit queries of a few rows.
pub(super) async fn connect(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).record_stmt_in_spans(false).max_connections(1);
    if url.starts_with("sqlite:") {
        options.map_sqlx_sqlite_opts(|sqlite| sqlite.create_if_missing(false).pragma("secure_delete", "ON"));
    }
    let db = Database::connect(options).await.context("the database does not answer")?;
    if db.get_database_backend() == DbBackend::Postgres {
        // A role that is held to row security, as the owner is too, would copy nothing and not know it.
        db.execute_unprepared("SET tongce.counties = '*'").await?;
    }
    Ok(db)
}

/// A transaction that sees the database as it is now, whatever is written meanwhile. Writers do not wait for it.
pub(super) async fn snapshot(db: &DatabaseConnection) -> anyhow::Result<DatabaseTransaction> {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let options = TransactionOptions {
        isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
        access_mode: postgres.then_some(AccessMode::ReadOnly),
        sqlite_transaction_mode: None,
    };
    Ok(db.begin_with_options(options).await?)
}

/// Rows of a table.
pub(super) async fn count<C: ConnectionTrait>(db: &C, table: &str) -> anyhow::Result<u64> {
    let query = Query::select().expr_as(Func::count(Expr::val(1)), Alias::new("n")).from(Alias::new(table)).to_owned();
    let row = db.query_one(&query).await?.context("a count has one row")?;
    Ok(row.try_get::<i64>("", "n")?.try_into()?)
}

/// Reads a table row by row; gives how many they were.
pub(super) async fn read<C: StreamTrait>(
    db: &C,
    table: &Table,
    mut each: impl FnMut(Vec<Json>) -> anyhow::Result<()>,
) -> anyhow::Result<u64> {
    let columns = table.columns.iter().map(|(name, _)| Alias::new(name));
    let query = Query::select().columns(columns).from(Alias::new(&table.name)).to_owned();
    let mut rows = pin!(db.stream(&query).await?);
    let mut count = 0;
    while let Some(row) = rows.try_next().await? {
        let values = table.columns.iter().enumerate().map(|(place, (_, kind))| kind.read(&row, place));
        each(values.collect::<Result<_, _>>()?)?;
        count += 1;
    }
    Ok(count)
}

/// Rows of one table that wait to be written.
pub(super) struct Waiting {
    table: Table,
    rows: Vec<Vec<Expr>>,
    bytes: usize,
}

impl Waiting {
    pub(super) fn of(table: Table) -> Self {
        Self { table, rows: Vec::new(), bytes: 0 }
    }

    /// Takes a row, and writes those that wait when they are many.
    pub(super) async fn take<C: ConnectionTrait>(&mut self, db: &C, row: Vec<Json>) -> anyhow::Result<()> {
        let Table { name, columns } = &self.table;
        anyhow::ensure!(row.len() == columns.len(), "a row of {name} has not as many values as columns");
        self.bytes += row.iter().map(|value| value.as_str().map_or(8, str::len)).sum::<usize>();
        let values = row.into_iter().zip(columns).map(|(json, (column, kind))| {
            let value = kind.value(json).with_context(|| format!("{name}.{column}"))?;
            Ok(Expr::value(value))
        });
        self.rows.push(values.collect::<anyhow::Result<_>>()?);
        if (self.rows.len() + 1) * columns.len() > MAX_VALUES || self.bytes > MAX_BYTES {
            self.write(db).await?;
        }
        Ok(())
    }

    /// Writes those that wait.
    pub(super) async fn write<C: ConnectionTrait>(&mut self, db: &C) -> anyhow::Result<()> {
        let Table { name, columns } = &self.table;
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        if rows.is_empty() {
            return Ok(());
        }
        let mut statement = Query::insert();
        statement.into_table(Alias::new(name)).columns(columns.iter().map(|(column, _)| Alias::new(column)));
        for row in rows {
            statement.values(row).context("a row has as many values as columns")?;
        }
        db.execute(&statement).await.with_context(|| format!("rows of {name} cannot be written"))?;
        Ok(())
    }
}
