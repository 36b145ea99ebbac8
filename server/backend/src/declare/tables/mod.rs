//! Drafts, versions of the notice, refused messages.

pub mod draft;
pub mod guardian;
pub mod notice;
pub mod refused_message;
