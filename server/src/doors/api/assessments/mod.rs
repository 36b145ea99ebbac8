//! Assessments: what the rules say, stored nowhere.

pub mod create;
