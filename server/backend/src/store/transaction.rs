//! What writes: a transaction, or one statement; on SQLite one after another.

use std::sync::{Arc, Mutex as StdMutex, PoisonError};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::followers::{End, Follower, Followers};
use crate::error::Result;

/// A transaction that may write. Dropped without [`WriteTransaction::commit`], it is undone.
#[derive(Debug)]
pub struct WriteTransaction {
    inner: DatabaseTransaction,
    followers: StdMutex<Followers>,
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
        let Self { inner, followers, _turn } = self;
        let mut followers = followers.into_inner().unwrap_or_else(PoisonError::into_inner);
        // So it stays when nobody waits for the answer any more.
        followers.end = End::Unknown;
        let done = inner.commit().await;
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

impl WriteStatement {
    /// Waits for its turn on SQLite.
    pub(super) async fn on(db: &DatabaseConnection, turn: &Arc<Mutex<()>>) -> Self {
        Self { db: db.clone(), _turn: self::turn(db, turn).await }
    }
}

/// See [`super::Store::begin`].
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
    Ok(WriteTransaction { inner, followers: StdMutex::default(), _turn: turn })
}

/// SQLite's turn to write.
async fn turn(db: &DatabaseConnection, turn: &Arc<Mutex<()>>) -> Option<OwnedMutexGuard<()>> {
    match db.get_database_backend() {
        DbBackend::Sqlite => Some(Arc::clone(turn).lock_owned().await),
        _ => None,
    }
}
