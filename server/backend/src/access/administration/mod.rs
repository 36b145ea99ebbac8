//! Accounts as administrators keep them: list, invitations, assignments (任职), suspension, leaving.
//!
//! | file | holds |
//! | --- | --- |
//! | `administrator` | the capability, and whose accounts it reaches |
//! | `list` | the accounts of an area, and one of them with its assignments |
//! | `invite` | a person becomes known and is invited |
//! | `import` | many accounts from one sheet |
//! | `assign` | an assignment is granted, confirmed by another person, ended |
//! | `standing` | suspending, resuming, leaving, a new way in after a lost one |
//! | `invitation` | what the invited person does with it |

mod administrator;
mod assign;
pub mod import;
pub(crate) mod invitation;
mod invite;
mod list;
mod standing;

pub use administrator::Administrator;
pub(crate) use administrator::{Act, entry};
pub(crate) use assign::grant;
pub use assign::{assign, confirm, end_assignment};
pub use invitation::{Invited, accept, invited};
pub use invite::{INVITATION_HOURS, Invitation, NewPerson, bootstrap, invite};
pub use list::{
    AccountDetail, AccountLine, Asked, AssignmentLine, Overview, PAGE, Pending, account, accounts, grantable, pending,
};
pub(crate) use standing::leave;
pub use standing::{confirm_reset, end_sessions, reset, resume, suspend};
