//! Accounts of the staff: signing in, assignments (任职), and the capabilities that follow from a checked account.
//!
//! An [`Account`] is made by [`sign_in()`] and [`account()`] only, so whoever holds one was checked: it is active, and acts
//! under one assignment that is in force. What it may do is a further type: [`Reviewer`] decides about declarations of one
//! area, [`Director`] makes declaration links for one, [`FieldWorker`] visits its households, [`Auditor`] reads its trail. Services
//! take the capability; a page that forgets the check does not compile.

mod account;
mod actor;
pub mod assignments;
pub(crate) mod attempts;
mod auditor;
pub(crate) mod creation;
mod director;
mod field_worker;
mod own;
pub(crate) mod passwords;
mod refusals;
mod reviewer;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod trail;

pub use account::{Account, account, in_force};
pub use assignments::adopt;
pub use attempts::sweep as sweep_attempts;
pub use auditor::{AlertHandler, Auditor, BreachKeeper, PackReader};
pub use creation::{Names, NewAccount, create};
pub use director::Director;
pub use field_worker::FieldWorker;
pub use own::{change_password, password_due};
pub use refusals::{refused, write_refusals};
pub use reviewer::{Area, Reviewer};
pub use sessions::{MOST_SESSIONS, begin_session, end_session, sessions, signed_out, sweep as sweep_sessions};
pub use sign_in::{Browser, SignedIn, prove_password, sign_in};
pub(crate) use sign_in::{known_by_name, signed_in};
pub use trail::switched;

/// Longest password that is looked at, in bytes; longer ones cannot be right.
const PASSWORD_MAX: usize = 256;
