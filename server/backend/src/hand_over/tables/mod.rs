//! What is kept of a hand-over.

pub mod hand_over;
