//! Accounts, programs, providers of identities, sessions, failed sign-ins, and the county of what is found by a key that tells none.

pub mod account;
pub mod assignment;
pub mod ceremony;
pub mod client;
pub mod client_token;
pub mod directory;
pub mod identity_link;
pub mod identity_proposal;
pub mod identity_provider;
pub mod identity_spent;
pub mod invitation;
pub mod known_browser;
pub mod passkey;
pub mod person;
pub mod recovery_code;
pub mod session;
pub mod sign_in_attempt;
pub mod totp;
