//! The notice in force, for a worker's phone to keep.

use domain::view::notice::NoticeView;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// The notice (告知书) in force: of a signed-in worker's county, else of the deployment. It is public, so nobody has to be
/// signed in.
///
/// # Errors
/// [`Failure`] when the server fails.
#[server(prefix = "/fn", endpoint = "field/notice", input = Wire, output = Wire)]
pub async fn notice() -> Result<NoticeView, Failure> {
    use crate::wire::context::{field_worker, problem, store};

    let store = store()?;
    match field_worker().await {
        Ok(worker) => Ok(backend::consent::in_force(&store, &worker.county().to_string()).await.map_err(problem)?),
        Err(_) => Ok(NoticeView::clone(&store.notice)),
    }
}
