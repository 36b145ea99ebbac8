//! A declaration as a family meets it: the notice, the screens, the end, and what became of it.

pub mod notice;
pub mod pages;
pub(crate) mod practice;
pub mod progress;
pub mod saving;
pub mod summary;
