//! Looking at records outside the own area (access.md A.7): asked for and granted by the county whose they are (申请查阅), or
//! opened at once for a child in danger and reviewed afterwards (紧急查阅).
//!
//! | module | holds |
//! | --- | --- |
//! | `request` | asking, and deciding about it |
//! | `emergency` | opening at once, and the review |
//! | `state` | kinds and states, and the county's word on one that waits |
//! | `waiting` | what a county still has to decide or to review |
//! | `open` | the records that a grant opens |

pub mod emergency;
pub mod open;
pub mod request;
pub mod rows;
mod state;
pub mod tables;
mod waiting;
mod words;

pub use emergency::{EmergencyAsked, open_emergency, review_emergency};
pub(crate) use open::parts;
pub use open::{GrantedRecord, GrantedView, granted, held, reveal_granted, reveal_granted_asked};
pub use request::{Request, decide, request};
pub(crate) use state::{Review, emergencies};
pub use waiting::{Waiting, waiting};
