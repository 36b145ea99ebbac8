//! The division table in the database.

pub mod division;
