//! What auditors (审计员) do with the trail of their area: search it, look at one event and its proof, take events out of the
//! register.
//!
//! Reading out of the ordinary raises notices ([`alerts`]). The trail itself is written and sealed below ([`crate::audit`]); this room stands on accounts and records, whose names
//! and numbers people search by. Each search and each export is an event of the trail itself.

mod alerts;
mod event;
mod export;
mod people;
pub mod rows;
mod search;
pub mod tables;
mod terms;

pub(crate) use alerts::raise_lapsed;
pub use alerts::{AlertLine, Alerts, Limits, Rule, alerts, close_alert, evaluate, setting_of};
pub use event::{EventDetail, event};
pub use export::{Export, Format, MAX_EXPORTED, Purpose, export};
pub use search::{EventLine, PAGE, SearchPage, search};
pub use terms::Wanted;
