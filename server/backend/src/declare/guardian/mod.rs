//! A family in another browser than the one in which it agreed to the notice: what was filled in is shown once somebody has
//! proved to be a guardian, for half an hour.
//!
//! | file | holds |
//! | --- | --- |
//! | `hidden` | what there is to prove for, and by which telephone numbers |
//! | `code` | a code that is sent to one of them, and tried |
//! | `number` | the child's number and a parent's telephone number, where no codes can be sent |
//! | `guarded` | the records whose guardian's the browser is |
//! | `by_hand` | what the officer for children's data decides, where neither lets somebody in |
//! | `sms` | who sends codes |

mod by_hand;
mod code;
mod guarded;
mod hidden;
mod number;
mod sms;

pub use code::{CODE_MINUTES, ask, enter};
pub(crate) use guarded::guarded;
pub use guarded::{Child, children};
pub use hidden::{Hidden, hidden};
pub use number::prove;
pub use sms::Sms;

/// How long a browser is a guardian's, in milliseconds.
const GUARDIAN_MILLIS: i64 = 30 * 60_000;
