//! The declaration as a family meets it, page by page.

mod check;
mod done;
mod forms;
mod hub;
mod loaded;
mod not_needed;
mod notice;
mod refused;
pub mod section;
mod start;
pub mod status;

pub use check::CheckRoute;
pub use done::DoneRoute;
pub use hub::HubRoute;
pub use not_needed::NotNeededRoute;
pub use refused::RefusedRoute;
pub use section::SectionPage;
pub use start::StartRoute;
pub use status::StatusRoute;
