//! What the pen writes, and what the sealer makes of it.

pub mod archives;
pub mod batches;
pub mod heads;
pub mod history;
pub mod lanes;
pub mod search;
pub mod trail;
