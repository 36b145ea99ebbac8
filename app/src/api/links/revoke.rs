//! Takes a link back.

use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// From now on the link opens nothing.
///
/// # Errors
/// [`Failure::Problem`] when it is not of the own area or was taken back before.
#[server(prefix = "/fn", endpoint = "links/revoke", input = Wire, output = Wire)]
pub async fn revoke(
    /// Id of the link.
    id: String,
) -> Result<(), Failure> {
    Ok(take_back(&id).await?)
}

/// The same on the server.
#[cfg(feature = "ssr")]
pub(super) async fn take_back(id: &str) -> Result<(), domain::problem::Problem> {
    use backend::service::links;

    use crate::api::context::{director, parse_id, problem, store};

    links::revoke(&store()?, &director().await?, parse_id(id)?).await.map_err(problem)
}
