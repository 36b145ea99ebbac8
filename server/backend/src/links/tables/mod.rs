//! Declaration links.

pub mod link;
