//! Many accounts from one sheet: checked first, written only as they were shown.
//!
//! | file | holds |
//! | --- | --- |
//! | `columns` | the headings, and the cells under them |
//! | `line` | one row of the sheet as an account to be made |
//! | `check` | every row against the register and the rows before it |
//! | `confirm` | the rows that were shown become accounts |

mod check;
mod columns;
mod confirm;
mod line;

pub use check::{Checked, MAX_BYTES, MAX_ROWS, check};
pub use columns::{HEADINGS, RowFault, expected};
pub use confirm::{Imported, confirm, sealed, unsealed};
pub use line::Line;
