//! `/api/v1/submissions`

mod create;
mod programs;
