//! Approves records in which there is nothing to read.

use domain::view::review::BatchOutcome;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Approves the ticked records (`id:version`) that are clear, and leaves the others with the reason.
///
/// # Errors
/// [`Failure::Problem`] when this person does not decide.
#[server(prefix = "/fn", endpoint = "reviews/approve-batch", input = Wire, output = Wire)]
pub async fn approve_batch(
    /// `id:version` of each.
    records: Vec<String>,
) -> Result<BatchOutcome, Failure> {
    use backend::review;

    use crate::wire::context::{problem, reviewer, store};

    let records = super::ticked(&records)?;
    Ok(review::approve_batch(&store()?, &reviewer().await?, &records).await.map_err(problem)?)
}
