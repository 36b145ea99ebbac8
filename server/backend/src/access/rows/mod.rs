//! Queries on persons, accounts, assignments, failed sign-ins, known browsers, programs, sessions and the directory of counties.

pub mod accounts;
pub mod assignments;
pub(crate) mod attempts;
pub(crate) mod browsers;
pub(crate) mod clients;
pub mod directory;
pub mod factors;
pub(crate) mod identities;
pub mod invitations;
pub mod passkeys;
pub mod persons;
pub mod sessions;
