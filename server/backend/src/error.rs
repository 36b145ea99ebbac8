//! What a service answers when it did not do the thing: a named [`Problem`] for the person, or an inner
//! failure for the log.

use domain::problem::Problem;
use sea_orm::{DbErr, TransactionError};

/// The result of a service or query.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a service did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A failure with a name, a status and words for the person.
    #[error("{0}")]
    Problem(Problem),
    /// Something inside failed: the edge logs it and answers [`Problem::Internal`]. Its text never holds
    /// a name, a number or an answer.
    #[error("internal failure")]
    Internal(#[source] anyhow::Error),
}

impl Error {
    /// An inner failure described by fixed words.
    #[must_use]
    pub fn internal(words: &'static str) -> Self {
        Self::Internal(anyhow::anyhow!(words))
    }

    /// The problem, when it is one that the person may see.
    #[must_use]
    pub const fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Internal(_) => None,
        }
    }

    /// What to tell the person: the problem itself, or that something failed inside.
    #[must_use]
    pub fn into_problem(self) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Internal(_) => Problem::Internal,
        }
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self::Internal(anyhow::Error::new(error).context("database"))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(anyhow::Error::new(error).context("JSON of a stored document"))
    }
}

impl From<TransactionError<Self>> for Error {
    fn from(error: TransactionError<Self>) -> Self {
        match error {
            TransactionError::Connection(error) => error.into(),
            TransactionError::Transaction(error) => error,
        }
    }
}
