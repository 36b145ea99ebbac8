//! Batches and their rows.

pub mod batch;
pub mod batch_row;
