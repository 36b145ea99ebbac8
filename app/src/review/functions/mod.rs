//! The township's review: the queue, an entry, and what a reviewer does with it.

pub mod act;
pub mod approve_batch;
pub mod claim;
pub mod command;
pub mod open;
pub mod queue;
pub mod release;
pub mod told;

pub use act::act;
pub use approve_batch::approve_batch;
pub use claim::claim;
pub use command::ReviewCommand;
pub use open::{RecordPage, open};
pub use queue::{QueueView, queue};
pub use release::release;
pub use told::{Told, just_done};

#[cfg(feature = "ssr")]
use domain::problem::Problem;

/// Reads `id:version` of ticked entries.
///
/// # Errors
/// [`Problem::NotFound`] when one is none.
#[cfg(feature = "ssr")]
pub fn ticked(entries: &[String]) -> Result<Vec<(uuid::Uuid, i32)>, Problem> {
    let read = |entry: &String| {
        let (id, version) = entry.split_once(':')?;
        Some((id.parse().ok()?, version.parse().ok()?))
    };
    entries.iter().map(|entry| read(entry).ok_or(Problem::NotFound)).collect()
}
