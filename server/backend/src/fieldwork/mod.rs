//! Field work (入户走访): what workers' phones send is taken once and answered one by one; what cannot be taken is
//! kept and given back. What changed for a worker comes down; the township sees [`coverage()`] and [`phones()`].
//!
//! `device` knows the phones; [`push()`] takes messages: `unseal` opens them, `declared` enters declarations,
//! `apply` writes all else, `refused` keeps what the checks refuse or another change stands against.
//! [`pull()`] tells what changed: `roster` makes the children of a page, `cursor` knows where it goes on.

mod apply;
mod coverage;
mod cursor;
mod declared;
mod device;
pub mod document;
mod phones;
mod picture;
pub mod pull;
mod push;
mod refused;
mod roster;
mod rounds;
pub mod rows;
pub mod tables;
mod unseal;

pub use coverage::coverage;
pub use device::{Device, enrol, recognise};
pub use phones::{phones, revoke_phone};
pub use pull::{ended, pull};
pub use push::{MAX_MESSAGES, push};
pub use refused::dismiss;
