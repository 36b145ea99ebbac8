//! Records what the family agreed to under the notice; begins a draft.

use domain::view::declare::DraftView;
use domain::view::notice::Agreement;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Records what the family agreed to under the notice; begins a draft.
///
/// # Errors
/// [`Failure::Problem`] when the link has ended, or something is not agreed to.
#[server(prefix = "/fn", endpoint = "declarations/consent", input = Wire, output = Wire)]
pub async fn consent(agreement: Agreement) -> Result<DraftView, Failure> {
    use backend::declare::declarations;

    use crate::wire::context::{link_holder, problem, store};

    Ok(declarations::consent(&store()?, &link_holder()?, &agreement).await.map_err(problem)?)
}
