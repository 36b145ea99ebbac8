//! Drafts, versions of the notice, refused messages.

pub mod draft;
pub mod guardian;
pub mod refused_message;
