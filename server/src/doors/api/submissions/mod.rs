//! Submissions: declarations that programs send.

pub mod create;
pub mod show;
