//! What writes: a transaction, or one statement; on SQLite one after another.

use std::sync::{Arc, Mutex as StdMutex, PoisonError};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, MutexGuard, OwnedMutexGuard};

use super::followers::{End, Follower, Followers};
use super::pool::{Guard, Pool};
use super::row_security::set_local;
use crate::error::Result;

/// A transaction that may write. Dropped without [`WriteTransaction::commit`], it is undone.
#[derive(Debug)]
pub struct WriteTransaction {
    inner: Transaction,
    followers: StdMutex<Followers>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl std::ops::Deref for WriteTransaction {
    type Target = Transaction;

    fn deref(&self) -> &Transaction {
        &self.inner
    }
}

impl WriteTransaction {
    /// Makes what was written durable.
    ///
    /// # Errors
    /// If the database refuses; then nothing was written.
    pub async fn commit(self) -> Result<()> {
        let Self { inner, followers, _turn } = self;
        let mut followers = followers.into_inner().unwrap_or_else(PoisonError::into_inner);
        // So it stays when nobody waits for the answer any more.
        followers.end = End::Unknown;
        let done = inner.inner.commit().await;
        followers.end = done.as_ref().err().map_or(End::Committed, End::of_error);
        Ok(done?)
    }

    /// Lets `follower` know how the transaction ended.
    pub(crate) fn follow(&self, follower: Box<dyn Follower>) {
        self.followers.lock().unwrap_or_else(PoisonError::into_inner).add(follower);
    }

    /// Undoes what was written.
    ///
    /// # Errors
    /// If the connection is lost; then nothing was written either.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.inner.inner.rollback().await?)
    }
}

/// A transaction each of whose statements meets the rows of the counties that it names, and no others.
#[derive(Debug)]
pub struct Transaction {
    inner: DatabaseTransaction,
    guard: Guard,
    /// What the setting is now; held while a statement runs, so that another one does not change it under it.
    counties: Mutex<String>,
}

impl Transaction {
    fn new(inner: DatabaseTransaction, guard: Guard) -> Self {
        Self { inner, guard, counties: Mutex::default() }
    }

    /// Sets the counties of the statement, unless they are those of the one before: mostly a transaction is about one.
    async fn scoped(&self, statement: &mut Statement) -> std::result::Result<Option<MutexGuard<'_, String>>, DbErr> {
        if !self.guard.on {
            return Ok(None);
        }
        let wanted = self.guard.setting(statement).unwrap_or_default();
        let mut counties = self.counties.lock().await;
        if *counties != wanted {
            self.inner.execute_unprepared(&set_local(&wanted)).await?;
            *counties = wanted;
        }
        Ok(Some(counties))
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, mut statement: Statement) -> std::result::Result<ExecResult, DbErr> {
        let _counties = self.scoped(&mut statement).await?;
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> std::result::Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, mut statement: Statement) -> std::result::Result<Option<QueryResult>, DbErr> {
        let _counties = self.scoped(&mut statement).await?;
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, mut statement: Statement) -> std::result::Result<Vec<QueryResult>, DbErr> {
        let _counties = self.scoped(&mut statement).await?;
        self.inner.query_all_raw(statement).await
    }
}

/// The connections for one statement that writes, which is a transaction of its own.
#[derive(Debug)]
pub struct WriteStatement {
    db: Pool,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl std::ops::Deref for WriteStatement {
    type Target = Pool;

    fn deref(&self) -> &Pool {
        &self.db
    }
}

impl WriteStatement {
    /// Waits for its turn on SQLite.
    pub(super) async fn on(db: &Pool, turn: &Arc<Mutex<()>>) -> Self {
        Self { db: db.clone(), _turn: self::turn(db, turn).await }
    }
}

/// See [`super::Store::begin`].
pub(crate) async fn begin(db: &Pool, turn: &Arc<Mutex<()>>) -> Result<WriteTransaction> {
    let turn = self::turn(db, turn).await;
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let inner = db
        .bare()
        .begin_with_options(TransactionOptions {
            isolation_level: None,
            access_mode: None,
            // A transaction that reads first and writes later would fail when another wrote in between.
            sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Immediate),
        })
        .await?;
    let inner = Transaction::new(inner, db.guard());
    Ok(WriteTransaction { inner, followers: StdMutex::default(), _turn: turn })
}

/// SQLite's turn to write.
async fn turn(db: &Pool, turn: &Arc<Mutex<()>>) -> Option<OwnedMutexGuard<()>> {
    match db.get_database_backend() {
        DbBackend::Sqlite => Some(Arc::clone(turn).lock_owned().await),
        _ => None,
    }
}
