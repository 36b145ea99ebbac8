//! The declarations of the forms.

pub mod show;
