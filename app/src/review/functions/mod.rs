//! The township's review: the queue, a record, and what a reviewer does with it.

pub mod act;
pub mod approve_batch;
pub mod claim;
pub mod command;
pub mod open;
pub mod outcome;
pub mod queue;
pub mod release;

pub use act::act;
pub use approve_batch::approve_batch;
pub use claim::claim;
pub use command::ReviewCommand;
pub use open::{RecordPage, open};
pub use outcome::{ActOutcome, just_done};
pub use queue::{QueueView, queue};
pub use release::release;

#[cfg(feature = "ssr")]
use domain::problem::Problem;

/// Reads `id:version` of ticked records.
///
/// # Errors
/// [`Problem::NotFound`] when one is none.
#[cfg(feature = "ssr")]
pub fn ticked(records: &[String]) -> Result<Vec<(uuid::Uuid, i32)>, Problem> {
    let read = |record: &String| {
        let (id, version) = record.split_once(':')?;
        Some((id.parse().ok()?, version.parse().ok()?))
    };
    records.iter().map(|record| read(record).ok_or(Problem::NotFound)).collect()
}
