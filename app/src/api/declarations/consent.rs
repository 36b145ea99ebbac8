//! Records that the family read the notice and wants to fill in; begins a draft.

use domain::view::DraftView;
use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// Records that the family read the notice and wants to fill in; begins a draft.
///
/// # Errors
/// [`Failure::Problem`] when the link has ended.
#[server(prefix = "/fn", endpoint = "declarations/consent", input = Wire, output = Wire)]
pub async fn consent(notice_version: String) -> Result<DraftView, Failure> {
    use backend::service::declarations;

    use crate::api::context::{problem, store, visitor};

    Ok(declarations::consent(&store()?, &visitor()?, &notice_version).await.map_err(problem)?)
}
