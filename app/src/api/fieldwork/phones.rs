//! Ends a lost phone.

use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// From now on the phone sends and gets nothing.
///
/// # Errors
/// [`Failure::Problem`] when it is not of the own area or was ended before.
#[server(prefix = "/fn", endpoint = "field/end-phone", input = Wire, output = Wire)]
pub async fn end_phone(
    /// Id of the phone.
    id: String,
) -> Result<(), Failure> {
    Ok(end(&id).await?)
}

/// The same on the server.
#[cfg(feature = "ssr")]
pub(super) async fn end(id: &str) -> Result<(), domain::problem::Problem> {
    use backend::service::fieldwork;

    use crate::api::context::{parse_id, problem, reviewer, store};

    fieldwork::revoke_phone(&store()?, &reviewer().await?, parse_id(id)?).await.map_err(problem)
}
