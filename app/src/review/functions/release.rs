//! Gives a record back that was opened and not decided.

use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Gives the own claim back.
///
/// # Errors
/// [`Failure::Problem`] when the record is not in the own area.
#[server(prefix = "/fn", endpoint = "reviews/release", input = Wire, output = Wire)]
pub async fn release(
    /// Id of the record.
    id: String,
) -> Result<(), Failure> {
    use backend::review;

    use crate::wire::context::{parse_id, problem, reviewer, store};

    Ok(review::release(&store()?, &reviewer().await?, parse_id(&id)?).await.map_err(problem)?)
}
