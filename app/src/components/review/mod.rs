//! What officials' pages are made of.

pub mod entry;
pub mod filter;
pub mod filters;
pub mod frame;
pub mod guide;
pub mod marks;
pub mod rows;
pub mod time;
pub mod township;
pub mod unsure;
