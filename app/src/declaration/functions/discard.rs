//! Throws a draft away, for a child whom nobody needs to register.

use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Throws the draft away with everything in it.
///
/// # Errors
/// [`Failure::Problem`] when the draft is not this family's.
#[server(prefix = "/fn", endpoint = "declarations/discard", input = Wire, output = Wire)]
pub async fn discard(draft_id: String) -> Result<(), Failure> {
    use backend::declare::declarations;

    use crate::wire::context::{link_holder, parse_id, problem, store};

    Ok(declarations::discard(&store()?, &link_holder()?, parse_id(&draft_id)?).await.map_err(problem)?)
}
