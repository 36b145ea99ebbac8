//! Submits the draft; the same draft again gives the same receipt.

use domain::view::declare::ReceiptView;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Submits the draft if it still has the revision that the page shows (`None`: in any case); the same draft again gives
/// the same receipt.
///
/// # Errors
/// [`Failure::Problem`] when checks still block it, with `DraftChanged` when somebody saved meanwhile.
#[server(prefix = "/fn", endpoint = "declarations/submit", input = Wire, output = Wire)]
pub async fn submit(draft_id: String, revision: Option<i64>) -> Result<ReceiptView, Failure> {
    use backend::declare::declarations;

    use crate::wire::context::{link_holder, parse_id, problem, store};

    Ok(declarations::submit(&store()?, &link_holder()?, parse_id(&draft_id)?, revision).await.map_err(problem)?)
}
