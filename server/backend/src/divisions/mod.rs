//! Administrative divisions (行政区划): the table shipped with the program, and what is answered from it.

pub mod names;
pub mod rows;
pub mod shipped;
pub mod tables;
