//! The sign-in page: at first, and after an attempt without a script.

use domain::view::ActorView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::Failure;
use crate::api::codec::Wire;

/// Before the names of inputs that go along through the sign-in: what was typed into the page that it interrupted.
pub const CARRIED: &str = "typed.";

/// What the sign-in page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInView {
    /// Why the attempt failed.
    pub failure: Option<Failure>,
    /// The user name that was typed.
    pub username: String,
    /// Who is signed in already.
    pub signed_in: Option<ActorView>,
    /// What was typed into the page that the sign-in interrupted; it goes along.
    pub carried: Vec<(String, String)>,
}

/// Opens the page; does what was posted to it, and leads on to `next` when that succeeds.
///
/// # Errors
/// Failed attempts are part of the view; an error is [`Failure::Offline`] only.
#[server(prefix = "/fn", endpoint = "sessions/visit", input = Wire, output = Wire)]
pub async fn visit(
    /// The page to go to afterwards.
    next: String,
) -> Result<SignInView, Failure> {
    use crate::api::context::{account, posted, with_status};

    let Some(pairs) = posted("/sign-in") else {
        let signed_in = account().await.ok().map(|account| account.view());
        return Ok(SignInView { signed_in, ..SignInView::default() });
    };
    if !pairs.iter().any(|(name, _)| name == "username") {
        // Led here from a page whose session has ended.
        return Ok(SignInView { carried: pairs, ..SignInView::default() });
    }
    let value = |name: &str| pairs.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value);
    match super::sign_in::enter(value("username"), value("password")).await {
        Ok(actor) => {
            leptos_axum::redirect(&super::after(&next, actor.role));
            Ok(SignInView::default())
        }
        Err(problem) => {
            let failure = Some(Failure::Problem(with_status(problem)));
            let inner =
                |(name, value): &(String, String)| Some((name.strip_prefix(CARRIED)?.to_owned(), value.clone()));
            let carried = pairs.iter().filter_map(inner).collect();
            Ok(SignInView { failure, username: value("username").to_owned(), signed_in: None, carried })
        }
    }
}
