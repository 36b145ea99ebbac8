//! Numbered exports (access.md F.6): a list of records leaves the register as a sheet. Who asks says what for; more than a few
//! records, or anything sensitive, needs another person's word; the file is made when it is fetched, once.
//!
//! | module | holds |
//! | --- | --- |
//! | `request` | asking: which records, which groups of fields, what for |
//! | `decide` | another person's word |
//! | `fetch` | the file, given once to who asked |
//! | `columns` | the columns, and what of a record stands in them |
//! | `list` | what the pages show |

mod columns;
mod decide;
mod fetch;
mod list;
mod request;
pub mod rows;
mod state;
pub mod tables;

pub use columns::groups;
pub use decide::decide;
pub use fetch::{File, fetch};
pub use list::{Line, own, waiting};
pub use request::{Asked, MOST, MOST_ALONE, Requested, request};
pub use state::{Format, Purpose, State};
