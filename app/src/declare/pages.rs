//! The declaration as a family meets it, page by page.

mod another;
pub(crate) mod check;
mod done;
pub(crate) mod family;
mod forms;
pub(crate) mod frame;
mod hub;
mod loaded;
mod not_needed;
mod notice;
mod page_data;
mod printed;
mod refused;
mod renewed;
pub mod section;
pub(crate) mod start;
pub mod status;

pub use section::{PracticePage, SectionPage};
