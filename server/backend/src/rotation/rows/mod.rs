//! The database calls of the rotation of keys. Tables that are treated alike are named by what differs.

pub mod census;
pub mod counties;
pub(crate) mod one_value;
pub(crate) mod records;
pub(crate) mod values;
