//! The working calendar of a county (工作日历): Monday to Friday, and the days on which it is otherwise. The State Council moves
//! working days around holidays each year (调休), so a county keeps those days itself.

mod days;
pub mod rows;
pub mod tables;

pub use days::{OtherDay, due, other_days, set_day, take_day_back};
