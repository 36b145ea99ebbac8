//! Who is signed in.

use domain::view::ActorView;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::Failure;

/// The signed-in person.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded` without a session.
#[server(prefix = "/fn", endpoint = "sessions/who", input = Json, output = Json)]
pub async fn who() -> Result<ActorView, Failure> {
    use crate::api::context::{account, with_status};

    Ok(account().await.map_err(with_status)?.view())
}
