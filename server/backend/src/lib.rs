//! The register's store and what is done with it: one folder a subject.
//!
//! The ground floor knows no subject: [`store`] (database, clock, ids), [`crypt`] (how personal data rests), [`access`]
//! (accounts, sessions, capabilities), [`audit`] (events). A room holds everything of its subject: `tables` (rows and
//! columns), `rows` (every database call; absence is `Ok(None)`, the service decides what that means), and a file a
//! verb, which pages, programs and the command line call.
//!
//! From the ground up, each uses those before it only: [`divisions`], [`calendar`], [`consent`], [`register`], [`links`],
//! [`declare`], [`fieldwork`], [`review`], [`grants`], [`rights`], [`hand_over`]; [`auditing`] on [`register`], [`exports`] on
//! [`review`], [`breaches`] and [`erasure`] on [`auditing`]. Above all of them: [`rotation`], [`compliance`], [`migration`],
//! [`backup`] and [`seed`].

pub mod access;
pub mod audit;
pub mod auditing;
pub mod backup;
pub(crate) mod bounds;
pub mod breaches;
pub mod calendar;
pub mod comparison;
pub mod compliance;
pub mod consent;
pub mod crypt;
pub mod declare;
pub mod divisions;
pub mod erasure;
pub mod error;
pub mod exports;
pub mod fieldwork;
mod files;
pub mod grants;
pub mod hand_over;
pub mod links;
pub mod migration;
mod network;
pub mod notice;
pub mod register;
pub mod review;
pub mod rights;
pub mod rotation;
pub mod seed;
pub mod sheets;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;

pub use crypt::keyring::Keyring;
pub use error::{Error, JsonFault, Result};
pub use store::{Settings, Store, WriteTransaction};
