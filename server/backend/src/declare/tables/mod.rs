//! Drafts, versions of the notice, kept declarations.

pub mod draft;
pub mod kept;
pub mod notice;
