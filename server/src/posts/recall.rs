//! Puts what was told once where the page finds it.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::{overwritten, receipt};
use crate::state::AppState;

/// Puts a held receipt, or what another window had answered, where the page finds it.
pub async fn recall(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if request.uri().path() == "/declare/done"
        && let Some(receipt) = receipt::recall(request.headers(), &state)
    {
        request.extensions_mut().insert(receipt);
    }
    if request.uri().query().is_some_and(|query| query.contains("changed="))
        && let Some(elsewhere) = overwritten::recall(request.headers(), &state)
    {
        request.extensions_mut().insert(elsewhere);
    }
    next.run(request).await
}
