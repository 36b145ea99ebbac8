//! `/api/v1/divisions`

mod list;
