//! Sheets that people bring, and those that they take out.
//!
//! What is brought is read with [`read`]: bytes and what is [`Expected`] in them give a [`Sheet`] (how its columns were
//! understood, and its rows in order), or the [`FileFault`] that says why not and what to do. What the cells mean is judged by
//! `domain::sheet`. Nothing but a process of its own calls [`read`]: a file of a few kilobytes can ask its reader for a
//! terabyte, which ends a process and cannot be caught inside it. The server holds a [`Reader`], which starts that process and
//! takes the rows from it in portions:
//!
//! ```text
//! let expected = Expected::list().mapped(remembered);     // or Expected::of(fields)
//! let mut reading = reader.open(bytes, &expected).await?; // Err: refused, with code and sentence
//! reading.head.mapping();                                 // columns found, unknown, ambiguous
//! reading.head.undecided();                               // what somebody has to choose before it is confirmed
//! while let Some(rows) = reading.next().await? {          // at most 500 at a time
//!     for row in &rows { reading.head.cell(row, "child_name"); reading.head.place(row); /* 一年级!5 */ }
//! }
//! ```
//!
//! | file | holds |
//! | --- | --- |
//! | `fault` | why a file is refused |
//! | `kind` | what kind of file it is, told by its content |
//! | `files` | the kinds that are read: text, `.xlsx`, `.xls` |
//! | `book` | what all kinds become: grids of cells, within the limits |
//! | `heading` | where the headings stand |
//! | `expected` | what is expected of a sheet |
//! | `sheet`, `reading` | the rows of the fields, and how they are made of a book |
//! | `process` | the process that reads, as it sees it |
//! | `reader` | the same as the server sees it |
//! | `template` | an empty sheet to fill in |
//! | `written` | a sheet that leaves the register |
//! | `batch` | a sheet that goes out to be answered |

mod batch;
mod book;
mod expected;
mod fault;
mod files;
mod heading;
mod kind;
mod process;
mod reader;
mod reading;
mod sheet;
mod template;
mod written;

pub use batch::{Asked, Batch, batch_csv, batch_gb18030, batch_workbook};
pub use book::{Book, Grid, GridRow, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED};
pub use expected::{Expected, HiddenRows};
pub use fault::FileFault;
pub use kind::Kind;
pub use process::answer;
pub use reader::{Reader, Reading};
pub use reading::{open, read};
pub use sheet::{Head, Row, Sheet, Skipped, TakenSheet, Undecided};
pub use template::template;
pub use written::{Written, write_csv, write_workbook};
