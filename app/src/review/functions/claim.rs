//! Claims the record of a page that a GET has written, once the page has come alive.

use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Until when the record is the caller's, Unix milliseconds; nothing while somebody else has it, or there is nothing to
/// decide.
///
/// # Errors
/// [`Failure::Problem`] when the record is not in the own area.
#[server(prefix = "/fn", endpoint = "reviews/claim", input = Wire, output = Wire)]
pub async fn claim(
    /// Id of the record.
    id: String,
) -> Result<Option<i64>, Failure> {
    use backend::review;

    use crate::wire::context::{parse_id, problem, reviewer, store};

    Ok(review::hold(&store()?, &reviewer().await?, parse_id(&id)?).await.map_err(problem)?)
}
