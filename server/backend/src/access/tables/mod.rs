//! Accounts, sessions, failed sign-ins, and the county of what is found by a key that tells none.

pub mod account;
pub mod directory;
pub mod known_browser;
pub mod session;
pub mod sign_in_attempt;
