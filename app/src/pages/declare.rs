//! The declaration as a family meets it, page by page.

pub(super) mod check;
mod done;
pub(super) mod family;
mod forms;
pub(super) mod frame;
mod hub;
mod loaded;
mod not_needed;
mod notice;
mod page_data;
mod printed;
mod refused;
mod renewed;
pub mod section;
pub(super) mod start;
pub mod status;

pub use section::{PracticePage, SectionPage};
