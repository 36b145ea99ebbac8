//! One screen of the form: questions with their controls, findings and buttons, without a page around it.

pub mod answers;
pub mod bar;
pub mod field;
