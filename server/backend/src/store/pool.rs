//! The connections as rooms have them: a statement meets the rows of the counties that it names, and no others.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionTrait,
};

use super::row_security::{set_local, setting};

/// What a test makes of a statement and its setting before it goes to the database.
pub(crate) type Adjust = fn(&mut Statement, Option<String>) -> Option<String>;

/// Whether statements say their counties, and how.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Guard {
    /// The database holds rows back from this role.
    pub(crate) on: bool,
    /// Tests only.
    pub(crate) adjust: Option<Adjust>,
}

impl Guard {
    /// The setting that the statement needs, if the database asks for one.
    pub(super) fn setting(self, statement: &mut Statement) -> Option<String> {
        if !self.on {
            return None;
        }
        let setting = setting(statement);
        match self.adjust {
            Some(adjust) => adjust(statement, setting),
            None => setting,
        }
    }
}

/// Connections to the database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pool {
    inner: DatabaseConnection,
    guard: Guard,
}

impl Pool {
    pub(crate) const fn new(inner: DatabaseConnection, guard: Guard) -> Self {
        Self { inner, guard }
    }

    /// The connections themselves. On PostgreSQL they see no row of any county where the role is held to row security.
    #[must_use]
    pub const fn bare(&self) -> &DatabaseConnection {
        &self.inner
    }

    /// SQLite or PostgreSQL.
    #[must_use]
    pub fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    pub(super) const fn guard(&self) -> Guard {
        self.guard
    }

    /// Closes the connections.
    ///
    /// # Errors
    /// If one was not closed in order.
    pub async fn close(&self) -> Result<(), DbErr> {
        self.inner.close_by_ref().await
    }

    /// A transaction that sees the counties of the statement, if it names any: what names none is asked as it is, and the
    /// database gives it no row of a county.
    async fn scoped(&self, statement: &mut Statement) -> Result<Option<DatabaseTransaction>, DbErr> {
        let Some(setting) = self.guard.setting(statement) else { return Ok(None) };
        let tx = self.inner.begin().await?;
        tx.execute_unprepared(&set_local(&setting)).await?;
        Ok(Some(tx))
    }
}

/// Ends the transaction of one statement. After one that only read the rollback goes out with the next use of the
/// connection, so that nobody waits for it.
async fn end(tx: DatabaseTransaction, read_only: bool) -> Result<(), DbErr> {
    if read_only { Ok(()) } else { tx.commit().await }
}

fn only_reads(statement: &Statement) -> bool {
    let sql = statement.sql.strip_prefix(super::row_security::EVERYWHERE).unwrap_or(&statement.sql);
    sql.starts_with("SELECT") || sql.starts_with("(SELECT")
}

#[async_trait::async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, mut statement: Statement) -> Result<ExecResult, DbErr> {
        let Some(tx) = self.scoped(&mut statement).await? else { return self.inner.execute_raw(statement).await };
        let done = tx.execute_raw(statement).await?;
        end(tx, false).await?;
        Ok(done)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, mut statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let Some(tx) = self.scoped(&mut statement).await? else { return self.inner.query_one_raw(statement).await };
        let read_only = only_reads(&statement);
        let found = tx.query_one_raw(statement).await?;
        end(tx, read_only).await?;
        Ok(found)
    }

    async fn query_all_raw(&self, mut statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let Some(tx) = self.scoped(&mut statement).await? else { return self.inner.query_all_raw(statement).await };
        let read_only = only_reads(&statement);
        let found = tx.query_all_raw(statement).await?;
        end(tx, read_only).await?;
        Ok(found)
    }
}
