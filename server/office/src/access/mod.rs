//! Signing in and out.

mod sign_in;

use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use gate::Refusal;

pub(crate) use self::sign_in::address;
use crate::Office;
use crate::call::Call;
use app::addresses::access::{ARRIVED, SIGN_IN, SIGN_OUT};

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(SIGN_IN, get(sign_in::show).post(sign_in::enter))
        .route(ARRIVED, get(sign_in::arrived))
        .route(SIGN_OUT, post(sign_out))
}

/// Ends the session.
async fn sign_out(call: Call) -> Result<Redirect, Refusal> {
    call.caller.sign_out().await?;
    Ok(Redirect::to(SIGN_IN))
}
