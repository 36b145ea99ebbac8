//! What in memory has to know how a transaction ended.

use std::fmt;

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

/// How a transaction ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// What it wrote is durable.
    Committed,
    /// Nothing of it was written.
    #[default]
    Undone,
    /// The database did not answer to the commit, or nobody waited for the answer: only its rows tell.
    Unknown,
}

impl End {
    /// How it ended when the statement that commits failed: what the database refuses it undoes; a connection that is lost
    /// says nothing.
    pub(crate) fn of_error(error: &DbErr) -> Self {
        let (DbErr::Exec(RuntimeErr::SqlxError(inner))
        | DbErr::Query(RuntimeErr::SqlxError(inner))
        | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
        else {
            return Self::Unknown;
        };
        if matches!(**inner, sqlx::Error::Database(_)) { Self::Undone } else { Self::Unknown }
    }
}

/// Something that is told once how the transaction ended.
pub(crate) trait Follower: Send {
    fn ended(&mut self, end: End);
}

/// The followers of a transaction; told when dropped. A transaction that is dropped was not committed.
#[derive(Default)]
pub(super) struct Followers {
    pub(super) end: End,
    followers: Vec<Box<dyn Follower>>,
}

impl Followers {
    pub(super) fn add(&mut self, follower: Box<dyn Follower>) {
        self.followers.push(follower);
    }
}

impl Drop for Followers {
    fn drop(&mut self) {
        for follower in &mut self.followers {
            follower.ended(self.end);
        }
    }
}

impl fmt::Debug for Followers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Followers").field("end", &self.end).finish_non_exhaustive()
    }
}
