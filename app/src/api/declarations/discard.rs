//! Throws a draft away, for a child whom nobody needs to register.

use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// Throws the draft away with everything in it.
///
/// # Errors
/// [`Failure::Problem`] when the draft is not this family's.
#[server(prefix = "/fn", endpoint = "declarations/discard", input = Wire, output = Wire)]
pub async fn discard(draft_id: String) -> Result<(), Failure> {
    use backend::service::declarations;

    use crate::api::context::{parse_id, problem, store, visitor};

    Ok(declarations::discard(&store()?, &visitor()?, parse_id(&draft_id)?).await.map_err(problem)?)
}
