//! The ledger: vectors by their numbers.

mod entries;
mod suggestions;
mod visits;
