//! Declaration links: made without leaving the page, and the poster.

pub mod functions;
pub mod poster;
