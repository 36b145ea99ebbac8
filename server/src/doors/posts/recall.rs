//! Puts what was told once where the page finds it.

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::{overwritten, receipt, review};
use crate::state::AppState;
use app::addresses::declare::DONE;

/// Puts a receipt, what another window had answered, or what was done with a record, where the page finds it.
pub async fn recall(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if request.uri().path() == DONE
        && let Some(receipt) = receipt::recall(request.headers(), &state)
    {
        request.extensions_mut().insert(receipt);
    }
    if request.uri().query().is_some_and(|query| query.contains("changed="))
        && let Some(overwritten) = overwritten::recall(request.headers(), &state)
    {
        request.extensions_mut().insert(overwritten);
    }
    let shown = request.method() == Method::GET;
    let flash = shown.then(|| review::recall(request.headers(), &state, request.uri().path())).flatten();
    let Some(flash) = flash else { return next.run(request).await };
    request.extensions_mut().insert(flash);
    let forgotten = review::forget(request.headers(), &state);
    (forgotten, next.run(request).await).into_response()
}
