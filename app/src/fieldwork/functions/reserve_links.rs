//! Links for families that a worker will meet without signal.

use domain::view::links::NewLink;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Makes personal links in advance. Their addresses and codes are given this once.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded`, `Forbidden`, or `Invalid` for too many at once.
#[server(prefix = "/fn", endpoint = "field/reserve-links", input = Wire, output = Wire)]
pub async fn reserve_links(
    /// How many.
    count: u32,
) -> Result<Vec<NewLink>, Failure> {
    use backend::links::making;

    use crate::wire::context::{director, problem, store};

    let count = usize::try_from(count).unwrap_or(usize::MAX);
    Ok(making::reserve(&store()?, &director().await?, count).await.map_err(problem)?)
}
