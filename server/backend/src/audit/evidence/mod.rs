//! Evidence: events that leave the register as a file, with what proves them to somebody who has nothing else.
//!
//! The file is JSON, a line an object ([`Line`]): what was looked for, the heads and batches that the events need, then the
//! events. [`collect`] makes it of the database, [`check`] reads it again and needs none: each event's leaf follows from its
//! columns, the path leads from the leaf to the root of its batch, each batch holds the hash of the one before up to the
//! one that a signed head names, and the head's path leads to its root. [`csv`] has the same events for people.

pub mod check;
pub mod collect;
pub mod csv;
pub mod line;
pub mod proof;

pub use check::{Checked, check};
pub use collect::collect;
pub use line::Line;
pub use proof::{HeadProof, Inclusion, head_over, inclusion};
