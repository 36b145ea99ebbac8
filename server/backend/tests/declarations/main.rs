//! Stories of a family with a link, on SQLite and, when there is a cluster, on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a panic is the failure report")]

mod consent;
mod corrections;
mod drafts;
mod family;
mod guardians;
mod notices;
mod rights;
mod submitting;
