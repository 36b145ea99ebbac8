//! The tables, one a file, as rows and columns; queries are in [`crate::query`].
//!
//! Times are Unix milliseconds (UTC) in `i64`, days are `YYYY-MM-DD`, division codes are text. The county
//! code stands in every row that belongs to a child and leads its primary key, so that the same schema
//! distributes by county.

pub mod account;
pub mod attachment;
pub mod departure;
pub mod device;
pub mod directory;
pub mod division;
pub mod draft;
pub mod duplicate_candidate;
pub mod event;
pub mod household;
pub mod kept;
pub mod link;
pub mod lookup;
pub mod message;
pub mod notice;
pub mod record;
pub mod session;
pub mod setting;
pub mod sign_in_attempt;
pub mod submission;
pub mod visit;
