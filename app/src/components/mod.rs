//! Components: one a file, children in a folder of the same name.

pub mod answers;
pub mod bar;
pub mod calls;
pub mod erase;
pub mod error_summary;
pub mod failure;
pub mod field;
pub mod html;
pub mod icon;
pub mod keyed;
pub mod layout;
pub mod office;
pub mod once;
pub mod progress;
pub mod review;
pub mod saving;
pub mod summary;
pub mod verdict;
