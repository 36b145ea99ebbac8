//! Tables of this room.

pub mod erasure_batch;
pub mod erasure_hold;
pub mod erasure_item;
