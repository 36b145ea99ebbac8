//! Queries on accounts, sessions and the directory of counties.

pub mod accounts;
pub mod directory;
pub mod sessions;
