//! What the database alone can do: the same bytes in one row, one row a commit, nothing else.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tokio::process::Command;
use tokio::task::JoinSet;
use uuid::Uuid;

/// Rows a second with so many senders: by pgbench, or by the driver on SQLite and where pgbench is missing.
pub(crate) async fn measure(url: &str, senders: usize, length: Duration, bytes: usize) -> anyhow::Result<f64> {
    let sqlite = url.starts_with("sqlite:");
    // SQLite has one writer: more connections only wait for each other.
    let connections = if sqlite { 1 } else { u32::try_from(senders)? };
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(connections).sqlx_logging(false).test_before_acquire(false);
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.pragma("journal_mode", "WAL").pragma("synchronous", "FULL"));
    let db = Database::connect(options).await?;
    let binary = if sqlite { "BLOB" } else { "BYTEA" };
    db.execute_unprepared("DROP TABLE IF EXISTS ceiling").await?;
    db.execute_unprepared(&format!("CREATE TABLE ceiling (id {binary} PRIMARY KEY, body {binary} NOT NULL)")).await?;
    match pgbench().filter(|_| !sqlite) {
        Some(pgbench) => {
            db.close().await?;
            by_pgbench(&pgbench, url, senders, length, bytes).await
        }
        None => by_driver(db, connections, length, bytes).await,
    }
}

/// PostgreSQL's own bench, when it is installed: its client costs less than any driver.
fn pgbench() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<_> = versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin/pgbench")))
        .filter(|path| path.exists())
        .collect();
    found.sort();
    found.pop()
}

async fn by_pgbench(
    pgbench: &PathBuf,
    url: &str,
    senders: usize,
    length: Duration,
    bytes: usize,
) -> anyhow::Result<f64> {
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("insert.sql");
    let body = "x".repeat(bytes);
    std::fs::write(&script, format!("INSERT INTO ceiling VALUES (uuid_send(gen_random_uuid()), '{body}');\n"))?;
    let output = Command::new(pgbench)
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
        .arg(format!("--client={senders}"))
        .arg(format!("--time={}", length.as_secs()))
        .arg(format!("--file={}", script.display()))
        .arg(url)
        .output()
        .await?;
    ensure!(output.status.success(), "pgbench: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find_map(|line| line.strip_prefix("tps = ")).context("pgbench printed no tps")?;
    Ok(line.split_whitespace().next().context("no number")?.parse()?)
}

async fn by_driver(db: DatabaseConnection, tasks: u32, length: Duration, bytes: usize) -> anyhow::Result<f64> {
    let insert: Arc<str> = match db.get_database_backend() {
        DbBackend::Sqlite => "INSERT INTO ceiling VALUES (?, ?)".into(),
        _ => "INSERT INTO ceiling VALUES ($1, $2)".into(),
    };
    let started = Instant::now();
    let mut senders = JoinSet::new();
    for _ in 0..tasks {
        let (db, insert) = (db.clone(), Arc::clone(&insert));
        senders.spawn(async move {
            let mut rows = 0_u32;
            while started.elapsed() < length {
                let id = Uuid::new_v4().into_bytes().to_vec();
                let values = [id.into(), vec![0x78_u8; bytes].into()];
                db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), &*insert, values)).await?;
                rows += 1;
            }
            anyhow::Ok(rows)
        });
    }
    let mut rows = 0.0;
    while let Some(one) = senders.join_next().await {
        rows += f64::from(one??);
    }
    Ok(rows / started.elapsed().as_secs_f64())
}
