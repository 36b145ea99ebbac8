//! A child is erased: its key is destroyed, and with it everything that was sealed of it.
//!
//! Who may ask for that, and who has to agree, is not decided here: the pages of the law's duties call [`shred`].

mod rows;
mod shred;

pub use shred::{Certificate, shred};
