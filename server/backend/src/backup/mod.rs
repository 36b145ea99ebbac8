//! Backups of the whole register, and the way back.
//!
//! A backup is every row of every table, as lines of JSON, packed with gzip and encrypted with age to the officers who may
//! restore it ([ADR 33](../../../../docs/adr/0033-backups-restore-and-what-rests-in-clear.md)). The tables are those that
//! the database has ([`catalog`]), so that none is forgotten, and both databases write and read the same file.
//!
//! [`write`] makes one, [`prune`] ends old ones, [`restore`] fills an empty database with one and sets a [`mark`];
//! [`check`] looks whether everything is there, erases again what was erased since, and clears the mark.

mod catalog;
mod check;
mod file;
mod manifest;
mod mark;
mod prune;
mod restore;
mod rows;
mod value;
mod write;

pub use check::{Checked, Outside, check};
#[cfg(feature = "testing")]
pub use file::lines;
pub use manifest::{Manifest, Tip};
pub use mark::refuse_unchecked;
pub use prune::{MAX_DAYS, name_of, prune};
pub use restore::restore;
pub use write::{Written, write};
