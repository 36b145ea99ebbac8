//! What officials' pages are made of.

pub mod filter_address;
pub mod filter_form;
pub mod frame;
pub mod guide;
pub mod marks;
pub mod record;
pub mod rows;
pub mod time;
pub mod told;
pub mod township;
pub mod unsure;
