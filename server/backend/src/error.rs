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
    /// Too much of what takes a core is to be done at once; nothing was done, and it may be asked again in a moment.
    #[error("too much to do at once")]
    Busy,
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
            Self::Busy | Self::Internal(_) => None,
        }
    }

    /// What to tell the person: the problem itself, or that something failed inside.
    #[must_use]
    pub fn into_problem(self) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Busy | Self::Internal(_) => Problem::Internal,
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
        Self::Internal(anyhow::Error::new(JsonFault::from(&error)).context("JSON of a stored document"))
    }
}

/// What may be told of JSON that could not be read. serde's own words quote the value that it met
/// (`invalid type: string "张三"`), and stored values must not come to the log: only kind and place are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at line {line} column {column}")]
pub struct JsonFault {
    kind: &'static str,
    line: usize,
    column: usize,
}

impl From<&serde_json::Error> for JsonFault {
    fn from(error: &serde_json::Error) -> Self {
        use serde_json::error::Category;
        let kind = match error.classify() {
            Category::Io => "a failure of reading or writing",
            Category::Syntax => "not JSON",
            Category::Data => "a value of another shape",
            Category::Eof => "cut short",
        };
        Self { kind, line: error.line(), column: error.column() }
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
