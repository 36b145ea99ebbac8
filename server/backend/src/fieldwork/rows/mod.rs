//! Queries on phones, households and visits, and on the register as a worker's area shows it.

pub mod coverage;
pub mod devices;
pub mod messages;
pub mod phones;
pub mod roster;
pub mod scope;
pub mod visits;
