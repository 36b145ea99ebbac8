//! Who is signed in.

use domain::view::access::ActorView;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// The signed-in person.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded` without a session.
#[server(prefix = "/fn", endpoint = "sessions/who", input = Wire, output = Wire)]
pub async fn who() -> Result<ActorView, Failure> {
    use crate::wire::context::{account, with_status};

    Ok(account().await.map_err(with_status)?.view())
}
