//! The history of records, and the trail of who did what: appended in the transaction of the act, never changed.
//!
//! [`tables::event`] is the history that pages show. Beside it each act leaves an event of the trail
//! (`docs/adr/0026-the-trail.md`): the pen writes it under a number of this
//! process's lane, the sealer makes chains of batches of them, a signed head stands over all chains, and the verification
//! reads everything again. What is older than it has to be kept goes into archives.

pub mod archive;
mod entry;
pub mod evidence;
mod heads;
mod incidents;
pub(crate) mod kind;
mod lanes;
mod note;
pub mod pen;
pub mod proof;
mod recovery;
pub mod rows;
mod sealer;
pub mod tables;
mod verify;

pub use entry::{Actor, Entry, NOWHERE, blind, peer_prefix};
pub use heads::{Anchor, AnchoredTip, append as append_anchor, write as write_head};
pub use kind::{ActorKind, Kind, Outcome};
pub(crate) use lanes::Lane;
pub use note::Note;
pub use recovery::{LEASE, recover, recover_at_start};
pub use sealer::{close, open, seal};
pub use verify::{Fault, FaultKind, Report, verify, verify_files};
