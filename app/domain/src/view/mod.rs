//! What pages show: the shapes that services give and pages read, the same on both sides.
//!
//! Nothing here decides anything. Times are Unix milliseconds (UTC), days are calendar dates in
//! Asia/Shanghai, ids are UUID strings.

pub mod declaration;
pub mod division;
pub mod field_work;
pub mod notice;
pub mod review;

pub use declaration::*;
pub use division::*;
pub use field_work::*;
pub use review::*;
