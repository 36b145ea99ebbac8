//! Queries on records, submissions, look-up hashes and candidates for the same child.

pub mod answers;
pub mod county_move;
pub mod departures;
pub mod discrepancies;
pub mod items;
pub mod lookups;
pub mod matches;
pub mod measures;
pub mod records;
pub mod requests;
pub mod sharing;
pub mod submissions;
