//! Signs somebody in.

use domain::view::access::ActorView;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Signs in, and says who that is.
///
/// # Errors
/// [`Failure::Problem`] with `SignInFailed`, never saying what was wrong, or `TooManyAttempts`.
#[server(prefix = "/fn", endpoint = "sessions/sign-in", input = Wire, output = Wire)]
pub async fn sign_in(
    /// Name to sign in with.
    username: String,
    /// The password.
    password: String,
) -> Result<ActorView, Failure> {
    Ok(crate::wire::context::sign_in(&username, &password).await?.view())
}
