//! What a server function takes from its request: the store, and who is asking.
//!
//! Server only. The router puts everything into the context of a render or a server function; these functions take it out
//! and ask the [`gate`], as every other door does.

use axum::http::request::Parts;
use backend::Store;
use backend::access::accounts;
use backend::access::accounts::Account;
use backend::declare::declarations::LinkHolder;
use domain::problem::Problem;
pub use gate::parse_id;
use gate::{Caller, Refusal};
use leptos::prelude::use_context;

/// The register.
///
/// # Errors
/// [`Problem::Internal`] outside a request.
pub fn store() -> Result<Store, Problem> {
    use_context::<Store>().ok_or_else(|| missing("the store"))
}

/// Who asks.
fn caller() -> Result<Caller, Problem> {
    let parts = use_context::<Parts>().ok_or_else(|| missing("the request"))?;
    Ok(Caller::new(store()?, &parts))
}

/// Whether the living page calls; a page that is being written only reads.
#[must_use]
pub fn called() -> bool {
    use_context::<Parts>().is_some_and(|parts| parts.uri.path().starts_with(super::FUNCTIONS))
}

/// The family that opened a declaration link in this browser.
///
/// # Errors
/// [`Problem::LinkUnknown`] without the declaration cookie.
pub fn link_holder() -> Result<LinkHolder, Problem> {
    caller()?.link_holder().map_err(refused)
}

/// The signed-in account, read anew so that a closed account loses its rights at once.
///
/// # Errors
/// [`Problem::SignInNeeded`] without a session or when the account is gone.
pub async fn account() -> Result<Account, Problem> {
    caller()?.account().await.map_err(refused)
}

/// Signs somebody in, and gives the browser what tells it from a stranger's next time.
///
/// # Errors
/// [`Problem::SignInFailed`], [`Problem::TooManyAttempts`]; [`Problem::Internal`] when the session cannot be kept.
pub async fn sign_in(username: &str, password: &str) -> Result<Account, Problem> {
    let caller = caller()?;
    let signed_in = caller.sign_in(username, password).await.map_err(refused)?;
    let known = gate::browser_cookie(signed_in.token, caller.store.base_url.starts_with("https:"));
    let cookie = known.iter().find_map(|cookie| axum::http::HeaderValue::from_str(&cookie.to_string()).ok());
    if let (Some(cookie), Some(options)) = (cookie, use_context::<leptos_axum::ResponseOptions>()) {
        options.append_header(axum::http::header::SET_COOKIE, cookie);
    }
    // The pages that ask for the code and for another password are the office's.
    if caller.lacks_factor(&signed_in.account).await.map_err(refused)? {
        return Err(Problem::FactorNeeded);
    }
    if caller.needs_password().await.map_err(refused)? {
        return Err(Problem::PasswordDue);
    }
    Ok(signed_in.account)
}

/// A service's failure as the caller may see it; inner details go to the log.
#[must_use]
pub fn problem(error: backend::Error) -> Problem {
    refused(error.into())
}

/// What a refusal says. Where there was too much to do, the answer that is being made gets the status of that.
#[must_use]
pub fn refused(refusal: Refusal) -> Problem {
    if refusal.busy {
        crate::platform::set_status(refusal.status().as_u16());
        if let Some(options) = use_context::<leptos_axum::ResponseOptions>() {
            options.insert_header(axum::http::header::RETRY_AFTER, gate::COME_AGAIN.as_secs().into());
        }
    }
    refusal.problem
}

/// What a layer or a handler put beside the request.
pub(crate) fn extension<T: Clone + Send + Sync + 'static>() -> Result<Option<T>, Problem> {
    let parts = use_context::<Parts>().ok_or_else(|| missing("the request"))?;
    Ok(parts.extensions.get::<T>().cloned())
}

fn missing(what: &str) -> Problem {
    tracing::error!("{what} is not in the context");
    Problem::Internal
}

/// The receipt of the submission just made in this browser without a script, once.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldReceipt(pub domain::view::declare::ReceiptView);

/// The receipt that the request brought along.
#[must_use]
pub fn receipt() -> Option<domain::view::declare::ReceiptView> {
    extension::<HeldReceipt>().ok().flatten().map(|held| held.0)
}

/// What another window of the family had answered before this one wrote over it: keys of fields, answers in
/// words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overwritten(pub Vec<(String, String)>);

/// The other window's answer to a field, when the page is to name it.
#[must_use]
pub fn overwritten(key: &str) -> Option<String> {
    let Overwritten(held) = extension().ok().flatten()?;
    held.into_iter().find_map(|(field, words)| (field == key).then_some(words))
}

/// What the review page shows again after a post to its address: after a sign-in that came between, a search, or an act
/// that was refused. Nothing is done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenBack {
    /// Names and values of the inputs.
    pub typed: Vec<(String, String)>,
    /// Why the act was refused.
    pub refused: Option<Problem>,
}

/// What was typed into the form of the page at `path`, when it is shown again.
#[must_use]
pub fn given_back(path: &str) -> Option<GivenBack> {
    let parts = use_context::<Parts>().filter(|parts| parts.uri.path() == path)?;
    parts.extensions.get().cloned()
}

/// The signed-in person's right to review.
///
/// # Errors
/// [`Problem::SignInNeeded`]; [`Problem::NotFound`] for somebody who does not review.
pub async fn reviewer() -> Result<accounts::Reviewer, Problem> {
    caller()?.reviewer().await.map_err(refused)
}

/// The signed-in person's right to make declaration links.
///
/// # Errors
/// [`Problem::SignInNeeded`]; [`Problem::NotFound`] for somebody who makes none.
pub async fn director() -> Result<accounts::Director, Problem> {
    caller()?.director().await.map_err(refused)
}

/// The signed-in person's right to work in the field.
///
/// # Errors
/// [`Problem::SignInNeeded`]; [`Problem::NotFound`] for somebody who visits no households.
pub async fn field_worker() -> Result<accounts::FieldWorker, Problem> {
    caller()?.field_worker().await.map_err(refused)
}

/// Whether the session is of an account that was closed meanwhile.
///
/// # Errors
/// [`Problem::Internal`] when the session or the account cannot be read.
pub async fn closed() -> Result<bool, Problem> {
    caller()?.closed().await.map_err(refused)
}

/// Gives the page that is being rendered the status of a failure, and passes the failure on. A page that leads to the
/// sign-in has the status of that.
pub fn with_status(problem: Problem) -> Problem {
    if !problem.leads_to_sign_in() {
        crate::platform::set_status(problem.status());
    }
    problem
}
