//! Ends the keeping of a declaration that needs nothing more.

use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Lays a declaration aside that the server kept: it comes back no more.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded` or `Forbidden`; `NotFound` when it is not the caller's, or was replaced.
#[server(prefix = "/fn", endpoint = "field/lay_aside", input = Wire, output = Wire)]
pub async fn dismiss(
    /// Id of what was kept.
    kept: String,
) -> Result<(), Failure> {
    use backend::fieldwork;

    use crate::wire::context::{field_worker, parse_id, problem, store};

    let worker = field_worker().await?;
    Ok(fieldwork::dismiss(&store()?, &worker, parse_id(&kept)?).await.map_err(problem)?)
}
