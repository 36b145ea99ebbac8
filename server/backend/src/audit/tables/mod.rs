//! The history of records, and the trail: events, the lists that they name, batches, heads, lanes.

pub mod audit_archive;
pub mod audit_batch;
pub mod audit_event;
pub mod audit_head;
pub mod audit_lane;
pub mod audit_subjects;
pub mod event;
