//! The one mapper of failures: what a service answers becomes what whoever asked may hear. Inner details go to the log.

use std::time::Duration;

use axum::http::StatusCode;
use domain::problem::Problem;

/// After so long a server that had too much to do may be asked again.
pub const COME_AGAIN: Duration = Duration::from_secs(5);

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What the person is told.
    pub problem: Problem,
    /// Nothing was done because there was too much to do; it may be asked again after [`COME_AGAIN`].
    pub busy: bool,
}

impl Refusal {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if self.busy {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        StatusCode::from_u16(self.problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Seconds to wait before the next attempt.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u64> {
        match self.problem {
            _ if self.busy => Some(COME_AGAIN.as_secs()),
            Problem::TooManyAttempts { retry_after } | Problem::LinkBusy { retry_after } => Some(retry_after),
            _ => None,
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self { problem, busy: false }
    }
}

impl From<backend::Error> for Refusal {
    fn from(error: backend::Error) -> Self {
        match error {
            backend::Error::Problem(problem) => problem.into(),
            backend::Error::Busy => Self { problem: Problem::Internal, busy: true },
            backend::Error::Internal(error) => {
                tracing::error!(error = format!("{error:#}"), "a service failed");
                Problem::Internal.into()
            }
        }
    }
}

impl From<tower_sessions::session::Error> for Refusal {
    fn from(error: tower_sessions::session::Error) -> Self {
        tracing::error!(%error, "the session failed");
        Problem::Internal.into()
    }
}
