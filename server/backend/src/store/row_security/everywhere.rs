//! Statements that look into every county.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::named::EVERYWHERE;

/// A connection whose statements see the rows of every county.
///
/// Only for statements of `testing/distribution/exceptions.txt`: an account by its name, a record by its receipt number,
/// the next county of a job. Each says so in its text, so that the database's own log tells them apart.
pub(crate) struct Everywhere<'a, C>(&'a C);

/// The connection, for a statement that looks into every county.
pub(crate) const fn everywhere<C: ConnectionTrait>(db: &C) -> Everywhere<'_, C> {
    Everywhere(db)
}

fn marked(mut statement: Statement) -> Statement {
    statement.sql.insert_str(0, EVERYWHERE);
    statement
}

#[async_trait::async_trait]
impl<C: ConnectionTrait> ConnectionTrait for Everywhere<'_, C> {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.0.execute_raw(marked(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.0.execute_unprepared(&format!("{EVERYWHERE}{sql}")).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.0.query_one_raw(marked(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.0.query_all_raw(marked(statement)).await
    }
}
