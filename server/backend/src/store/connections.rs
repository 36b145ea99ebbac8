//! The pools of connections, and what is set on each connection.

use std::time::Duration;

use anyhow::Context;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend};

use super::pool::Guard;
use super::row_security::{Role, RowSecurity};

/// How long a statement waits for another writer of an SQLite file.
const BUSY: Duration = Duration::from_secs(10);

/// Pages that wait in the write-ahead log of an SQLite file before they are carried into the file.
const WAL_PAGES: &str = "4000";

/// Connections for what comes in: the writer's transaction, and what is read beside it.
const ENTERING: u32 = 2;

/// Every query of the register reads a few rows by an index. PostgreSQL is told so, because it keeps the plan
/// of a prepared statement: one made while the tables were empty would read them whole for hours.
const PLANS: [(&str, &str); 5] = [
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("jit", "off"),
    ("plan_cache_mode", "force_generic_plan"),
];

/// The connections of everything, those of what comes in, and whether their statements have to say their counties. Does
/// not change the database.
pub(crate) async fn connections(
    url: &str,
    row_security: RowSecurity,
) -> anyhow::Result<(DatabaseConnection, DatabaseConnection, Guard)> {
    let options = |url: &str| self::options(url, row_security);
    let db = Database::connect(options(url)).await.context("the database does not answer")?;
    let arrivals_pool = match db.get_database_backend() {
        DbBackend::Sqlite => db.clone(),
        _ => {
            let mut options = options(url);
            // A command that takes nothing in makes none of them.
            options.max_connections(ENTERING).min_connections(0).connect_lazy(true);
            Database::connect(options).await.context("the database does not answer")?
        }
    };
    let held = Role::of(&db).await.context("the database does not answer")?.is_some_and(|role| role.is_held());
    let guard = Guard { on: held && row_security == RowSecurity::Auto, adjust: None };
    Ok((db, arrivals_pool, guard))
}

fn options(url: &str, row_security: RowSecurity) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).record_stmt_in_spans(false).acquire_timeout(Duration::from_secs(20));
    if url.starts_with("sqlite:") {
        options.max_connections(6).min_connections(2).test_before_acquire(false);
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .busy_timeout(BUSY)
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                // What is deleted is overwritten: keys of erased children, and words that were sealed since.
                .pragma("secure_delete", "ON")
                .pragma("temp_store", "MEMORY")
                .pragma("cache_size", "-16384")
                // 16 MiB: a page that many commits change is carried into the file once for all of them.
                .pragma("wal_autocheckpoint", WAL_PAGES)
                .pragma("journal_size_limit", "67108864")
                .statement_cache_capacity(200)
        });
    } else {
        options.max_connections(16).min_connections(2).test_before_acquire(false);
        options.map_sqlx_postgres_opts(move |postgres| match row_security {
            RowSecurity::Auto => postgres.options(PLANS),
            RowSecurity::Off => postgres.options(PLANS).options([("tongce.counties", "*")]),
        });
    }
    options
}
