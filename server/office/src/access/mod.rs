//! Signing in and out, the own account, and the accounts that administrators keep.

mod accounts;
mod clients;
mod code;
mod invitation;
mod own;
mod sign_in;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect};
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
        .merge(own::router())
}

/// Ends the session. Pages that the browser holds to go back to go with it; what lies in its stores is a worker's locker or a
/// family's draft, and stays.
async fn sign_out(call: Call) -> Result<impl IntoResponse, Refusal> {
    call.caller.sign_out().await?;
    Ok(([("clear-site-data", "\"cache\"")], Redirect::to(SIGN_IN)))
}
