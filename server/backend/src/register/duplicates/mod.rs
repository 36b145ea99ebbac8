//! The same child (V-10): which records are compared, and how their answers compare.
//!
//! Records are blocked by keyed hashes ([`keys`]): only those that share one are opened and scored
//! ([`domain::duplicates`]); all others stay sealed. What needs tables (sounds of characters, the lunar calendar) is
//! here, because none of it may reach a phone.

mod birth;
mod compare;
mod facts;
mod keys;
mod name;
mod search;

pub use facts::Facts;
pub(crate) use keys::of_facts;
pub(crate) use search::{Newcomer, Pair, earlier, pair, pairs, search};
