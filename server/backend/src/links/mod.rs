//! Declaration links: made by staff, opened by families. A [`holder::LinkHolder`] is what an opened link allows.

pub mod holder;
pub mod making;
pub mod note;
pub mod qr;
pub mod rows;
pub mod tables;
