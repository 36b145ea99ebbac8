//! Who works with the register: accounts, their sessions, other programs, and the capabilities that follow from a checked account.
//! Queries take a capability as their first argument after the connection, so that none forgets whose area it is.

pub mod accounts;
pub mod administration;
pub mod clients;
pub mod factors;
pub mod identity;
pub mod nightly;
pub mod rows;
pub mod tables;
