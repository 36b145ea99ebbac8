//! `/api/v1/assessments`

mod create;
