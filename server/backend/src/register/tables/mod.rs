//! Records and what belongs to them. Times are Unix milliseconds (UTC) in `i64`, days are `YYYY-MM-DD`, division codes
//! are text. The county code stands in every row that belongs to a child and leads its primary key, so that the same
//! schema distributes by county.

pub mod attachment;
pub mod comparison_answer;
pub mod comparison_item;
pub mod departure;
pub mod discrepancy;
pub mod duplicate_candidate;
pub mod lookup;
pub mod protective_measure;
pub mod record;
pub mod rights_request;
pub mod submission;
pub mod visit;
