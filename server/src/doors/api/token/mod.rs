//! `/api/v1/token`

pub mod create;
