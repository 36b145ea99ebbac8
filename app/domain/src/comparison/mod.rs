//! 比对核实: what departments are asked about a child, what they answer, and what follows (N 二(一), 三¶3–4, 四(三); T 四(三);
//! rules 9, DT-D). All of it is pure; the backend sends, stores and hashes.
//!
//! | module | holds |
//! | --- | --- |
//! | `department` | the departments that are asked |
//! | `item`, `item_state` | one department's part of a record, and where it stands |
//! | `standing` | the version that they are asked about |
//! | `stale` | what is compared again after a change |
//! | [`columns`] | what goes out and what comes back, as data |
//! | [`answer`], `read` | a department's statement, read of the cells of a row |
//! | `outcome`, `compare` | what an answer means |
//! | `amendment` | what a correction may change |
//! | [`discrepancy`] | the way of a difference until it is settled |
//! | [`batch`] | rows that are sent together: number, states, days |
//! | `canonical` | the texts of row key and checksum |
//! | [`metrics`] | what a round gave |
//!
//! No page of a phone reaches this folder: it is in no download.

mod amendment;
pub mod answer;
pub mod batch;
mod canonical;
pub mod columns;
mod compare;
mod department;
pub mod discrepancy;
mod item;
mod item_state;
mod listed;
pub mod metrics;
mod outcome;
mod read;
mod stale;
mod standing;

#[cfg(test)]
mod tests;

pub use amendment::amended_outside;
pub use answer::{Answer, Record, Statement};
pub use canonical::{ContentRow, ROW_KEY_LENGTH, RowIdentity, content_text, row_key_text};
pub use compare::compare;
pub use item::{Applies, Item, is_compared};
pub use item_state::{ItemState, VerifyStatus, all_settled};
pub use outcome::{Alert, Difference, Note, Outcome, Proposal, Severity};
pub use read::{RowError, RowFault, column_of, read_row};
pub use stale::stale;
pub use standing::Standing;
