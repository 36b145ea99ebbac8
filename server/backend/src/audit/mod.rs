//! Events: appended in the transaction of the act, never changed.

mod note;
pub(crate) mod pen;
pub mod rows;
pub mod tables;

pub use note::Note;
