//! The register's store: entities and migrations, one query a purpose, and the services that pages,
//! programs and the command line call.
//!
//! Read in this order: [`store`] (what a service needs), `service/` (what users do), `query/` (every
//! database call), `entity/` and `migration/` (the tables). [`seal`] and [`lookup`] say how personal data
//! rests; [`writer`] how submissions become durable.

pub mod clock;
mod coalesce;
pub mod divisions;
pub mod document;
pub mod duplicates;
pub mod entity;
pub mod error;
pub mod heavy;
pub mod ids;
pub mod keyring;
pub mod lookup;
pub mod message_keys;
pub mod migration;
pub mod notice;
pub mod qr;
pub mod query;
pub mod receipt;
pub mod seal;
pub mod seed;
pub mod service;
mod settled_counts;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod token;
pub mod writer;

pub use error::{Error, JsonFault, Result};
pub use keyring::Keyring;
pub use store::{Settings, Store, WriteTransaction};
