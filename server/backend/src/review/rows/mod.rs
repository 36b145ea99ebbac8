//! Queries of a reviewer's area: the queue, one record, candidates for the same child.

pub mod duplicate_candidates;
pub mod queue;
pub mod record;
