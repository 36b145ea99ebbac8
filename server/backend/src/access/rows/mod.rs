//! Queries on accounts, failed sign-ins, known browsers, sessions and the directory of counties.

pub mod accounts;
pub(crate) mod attempts;
pub(crate) mod browsers;
pub mod directory;
pub mod sessions;
