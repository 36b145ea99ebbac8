//! `/api/v1/divisions`, and the file for phones.

mod file;
mod list;
