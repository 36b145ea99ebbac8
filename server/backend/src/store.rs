//! What a service needs: the database, the keys, the clock, the ids and the deployment's settings.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use domain::eligibility::Policy;
use domain::routing::Deployment;
use domain::view::notice::NoticeView;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use tokio::sync::{Mutex, OwnedMutexGuard};
use uuid::Uuid;

use crate::clock::{Clock, SystemClock};
use crate::coalesce::Coalescer;
use crate::error::Result;
use crate::ids::{Ids, RandomIds};
use crate::keyring::Keyring;
use crate::migration::Migrator;
use crate::notice::NoticeSettings;
use crate::service::facts::HashesOf;
use crate::settled_counts::SettledCounts;
use crate::writer::Writer;

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

/// What a store is made from.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `sqlite://path?mode=rwc` or `postgres://…`.
    pub database_url: String,
    /// The keys.
    pub keys: Keyring,
    /// The policy profile in force.
    pub policy: Policy,
    /// The divisions in which this deployment works.
    pub deployment: Deployment,
    /// Public address without a slash at the end, e.g. `https://tongce.example.cn`.
    pub base_url: String,
    /// Who handles the data, for the notice (告知书).
    pub notice: NoticeSettings,
}

/// The store: cheap to clone, shared by every request.
#[derive(Clone, Debug)]
pub struct Store {
    /// The connection pool. Read through it; write through [`Store::begin`].
    pub db: DatabaseConnection,
    /// The keys.
    pub keys: Keyring,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn Ids>,
    /// The policy profile in force.
    pub policy: Arc<Policy>,
    /// The divisions in which this deployment works.
    pub deployment: Arc<Deployment>,
    /// Public address without a slash at the end.
    pub base_url: Arc<str>,
    /// The notice (告知书) in force.
    pub notice: Arc<NoticeView>,
    /// Takes new submissions and commits them in groups.
    pub writer: Writer,
    /// The connections of what comes in, which [`Store::writer`] has too. On PostgreSQL they are apart: a pool hands
    /// out its connections in turn, so that each statement would meet another process that has not seen it lately.
    pub(crate) arrivals_pool: DatabaseConnection,
    /// Asks who else has a phone number or declared the child, for all declarations that come at once.
    pub(crate) sharing: Arc<Coalescer<HashesOf>>,
    /// Counts of what is past the township.
    pub(crate) settled_counts: Arc<SettledCounts>,
    /// SQLite has one writer at a time; writers of this process queue here, in order, instead of polling.
    turn: Arc<Mutex<()>>,
}

/// A transaction that may write. Dropped without [`WriteTransaction::commit`], it is undone.
#[derive(Debug)]
pub struct WriteTransaction {
    inner: DatabaseTransaction,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl std::ops::Deref for WriteTransaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

impl WriteTransaction {
    /// Makes what was written durable.
    ///
    /// # Errors
    /// If the database refuses; then nothing was written.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }

    /// Undoes what was written.
    ///
    /// # Errors
    /// If the connection is lost; then nothing was written either.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.inner.rollback().await?)
    }
}

/// The connections for one statement that writes, which is a transaction of its own.
#[derive(Debug)]
pub struct WriteStatement {
    db: DatabaseConnection,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl std::ops::Deref for WriteStatement {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        &self.db
    }
}

impl Store {
    /// Connects with the machine's clock and random ids. Does not change the database.
    ///
    /// # Errors
    /// If the address is wrong or the database does not answer.
    pub async fn connect(settings: Settings) -> anyhow::Result<Self> {
        Self::connect_with(settings, Arc::new(SystemClock), Arc::new(RandomIds)).await
    }

    /// Connects with the given clock and ids.
    ///
    /// # Errors
    /// As [`Store::connect`].
    pub async fn connect_with(settings: Settings, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> anyhow::Result<Self> {
        let (db, arrivals_pool) = connections(&settings.database_url).await?;
        Ok(Self::on(db, arrivals_pool, settings, clock, ids))
    }

    /// A store on these connections: those of everything, and those of what comes in.
    pub(crate) fn on(
        db: DatabaseConnection,
        arrivals_pool: DatabaseConnection,
        settings: Settings,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Self {
        let turn = Arc::new(Mutex::new(()));
        let writer = Writer::start(arrivals_pool.clone(), Arc::clone(&turn), settings.keys.clone());
        Self {
            db,
            keys: settings.keys,
            clock,
            ids,
            policy: Arc::new(settings.policy),
            deployment: Arc::new(settings.deployment),
            base_url: settings.base_url.trim_end_matches('/').into(),
            notice: Arc::new(crate::notice::notice(&settings.notice)),
            writer,
            arrivals_pool,
            sharing: Arc::default(),
            settled_counts: Arc::default(),
            turn,
        }
    }

    /// Brings the tables to the present shape, loads the division table, keeps the text of the notice in force and gives
    /// records of earlier versions their look-up hashes, unless that is done already.
    ///
    /// # Errors
    /// If a step fails; the steps before it stay.
    pub async fn migrate(&self) -> Result<()> {
        Migrator::up(&self.db, None).await?;
        crate::service::divisions::load(self).await?;
        crate::service::notices::adopt(self).await?;
        crate::duplicates::backfill::run(self).await
    }

    /// Begins a transaction that may write; waits for its turn on SQLite.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn begin(&self) -> Result<WriteTransaction> {
        begin(&self.db, &self.turn).await
    }

    /// For one statement that writes, without the round trips of a transaction; waits for its turn on SQLite.
    pub async fn statement(&self) -> WriteStatement {
        WriteStatement { db: self.db.clone(), _turn: turn(&self.db, &self.turn).await }
    }

    /// Whether the database answers and has its tables.
    ///
    /// # Errors
    /// If not.
    pub async fn ready(&self) -> Result<()> {
        self.db
            .query_one_raw(sea_orm::Statement::from_string(
                self.db.get_database_backend(),
                "SELECT 1 FROM record LIMIT 1",
            ))
            .await?;
        Ok(())
    }

    /// A fresh id of this instant.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.ids.next(self.clock.now())
    }
}

/// The connections of everything, and those of what comes in. Does not change the database.
pub(crate) async fn connections(url: &str) -> anyhow::Result<(DatabaseConnection, DatabaseConnection)> {
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
    Ok((db, arrivals_pool))
}

/// See [`Store::begin`].
pub(crate) async fn begin(db: &DatabaseConnection, turn: &Arc<Mutex<()>>) -> Result<WriteTransaction> {
    let turn = self::turn(db, turn).await;
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let inner = db
        .begin_with_options(TransactionOptions {
            isolation_level: None,
            access_mode: None,
            // A transaction that reads first and writes later would fail when another wrote in between.
            sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Immediate),
        })
        .await?;
    Ok(WriteTransaction { inner, _turn: turn })
}

/// SQLite's turn to write.
async fn turn(db: &DatabaseConnection, turn: &Arc<Mutex<()>>) -> Option<OwnedMutexGuard<()>> {
    match db.get_database_backend() {
        DbBackend::Sqlite => Some(Arc::clone(turn).lock_owned().await),
        _ => None,
    }
}

fn options(url: &str) -> ConnectOptions {
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
                .pragma("temp_store", "MEMORY")
                .pragma("cache_size", "-16384")
                // 16 MiB: a page that many commits change is carried into the file once for all of them.
                .pragma("wal_autocheckpoint", WAL_PAGES)
                .pragma("journal_size_limit", "67108864")
                .statement_cache_capacity(200)
        });
    } else {
        options.max_connections(16).min_connections(2).test_before_acquire(false);
        options.map_sqlx_postgres_opts(|postgres| postgres.options(PLANS));
    }
    options
}
