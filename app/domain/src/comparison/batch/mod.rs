//! 批次: rows of one county for one department, sent together.
//!
//! | module | holds |
//! | --- | --- |
//! | `number` | its number and the name of its file |
//! | `table` | its states and moves |
//! | `deadline` | when it is due, late, given up, out of sight |

mod deadline;
mod number;
mod table;

pub use deadline::{Deadlines, still_seen};
pub use number::{BatchNumber, Round, Unreadable};
pub use table::{BatchAction, BatchState, By, after_answers, by, moves_from, next_state};
