//! Submits the draft; the same draft again gives the same receipt.

use domain::view::ReceiptView;
use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// Submits the draft; the same draft again gives the same receipt.
///
/// # Errors
/// [`Failure::Problem`] when checks still block it.
#[server(prefix = "/fn", endpoint = "declarations/submit", input = Wire, output = Wire)]
pub async fn submit(draft_id: String) -> Result<ReceiptView, Failure> {
    use backend::service::declarations;

    use crate::api::context::{parse_id, problem, store, visitor};

    Ok(declarations::submit(&store()?, &visitor()?, parse_id(&draft_id)?).await.map_err(problem)?)
}
