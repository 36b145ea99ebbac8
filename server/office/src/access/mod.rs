//! Signing in and out, the own account, and the accounts that administrators keep.

mod accounts;
mod clients;
mod code;
mod identity;
mod invitation;
mod own;
mod passkey;
mod sign_in;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use gate::Refusal;

pub(crate) use self::sign_in::address;
use crate::Office;
use crate::call::Call;
use app::addresses::access::{ARRIVED, CLIENTS, CODE, SIGN_IN, SIGN_OUT};

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(SIGN_IN, get(sign_in::show).post(sign_in::enter))
        .route(ARRIVED, get(sign_in::arrived))
        .route(CODE, get(code::show).post(code::act))
        .route(SIGN_OUT, post(sign_out))
        .route("/invitation/{token}", get(invitation::show).post(invitation::act))
        .merge(accounts::router())
        .route(CLIENTS, get(clients::show).post(clients::act))
        .merge(identity::router())
        .merge(own::router())
}

/// What a browser throws away at the end of a session. What lies on a worker's phone stays: it is sealed under a passcode.
const CLEARED: [(HeaderName, HeaderValue); 1] =
    [(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""))];

/// Ends the session.
async fn sign_out(call: Call) -> Result<Response, Refusal> {
    call.caller.sign_out().await?;
    Ok((CLEARED, Redirect::to(SIGN_IN)).into_response())
}
