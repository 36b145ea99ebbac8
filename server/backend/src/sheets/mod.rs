//! Sheets that people upload, and those that they take out: rows of text, whatever the file is.
//!
//! A workbook (`.xlsx`) is read in a process of its own, with little memory and time: a file of a few kilobytes can ask its
//! reader for a terabyte, which ends the process, and nothing inside it can catch that.
//!
//! | file | holds |
//! | --- | --- |
//! | `table` | the rows, and why there are none |
//! | `text` | CSV, in UTF-8 or GB18030 |
//! | `workbook` | the parts of a workbook counted, and its first sheet read |
//! | `reader` | which of both it is, and the other process |
//! | `template` | an empty sheet to fill in |
//! | `written` | a sheet that leaves the register |

mod reader;
mod table;
mod template;
mod text;
pub mod workbook;
mod written;

pub use reader::Reader;
pub use table::{Fault, MAX_BYTES, Row, Table};
pub use template::template;
pub use written::{Written, write_csv, write_workbook};
