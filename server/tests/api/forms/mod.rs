//! `/api/v1/forms`

mod show;
