//! The comparison with departments (比对核实, county.md B; 民发〔2024〕17号 二(一), 三; rules DT-D): batches of a county for one
//! department, its answers, and what does not agree.
//!
//! | module | holds |
//! | --- | --- |
//! | `make` | a batch is made of what is due (编制) |
//! | `decide` | another person approves it, or returns it (批准、退回) |
//! | `send` | it goes out (发出): numbers, keys, checksum, the day on which it is due |
//! | `end` | it is closed or cancelled (关闭、撤销) |
//! | `list` | the batches of a county, and one of them |
//! | `department` | what a department sees of its batches (签收) |
//! | `child` | the child of a row, as it was when the batch was sent |
//! | `answer` | what a department says of a row, and what follows |
//! | `sheet` | the same as a sheet that goes out and comes back |
//! | `discrepancy` | answers that do not agree, until they are settled (差异) |

mod answer;
mod child;
mod decide;
mod department;
pub mod discrepancy;
mod end;
mod feedback;
mod list;
mod make;
pub mod rows;
mod send;
mod sheet;
pub mod tables;
mod words;

pub use answer::{Channel, Filled, Taken, answer};
pub use decide::{decide, due_on};
pub use department::{DepartmentBatch, DepartmentRow, PAGE, acknowledge, batches, columns, open_batch, rows_of};
pub use end::{cancel, close};
pub use feedback::give_feedback;
pub use list::{BatchLine, Department, due, list, one};
pub use make::{Asked, PURPOSE, make};
pub use send::send;
pub use sheet::{Fault, Report, expected, import, sheet};
pub use words::Said;
