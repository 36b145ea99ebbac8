//! What is refused to somebody who is signed in stands in the trail before he or she is told.

use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use backend::access::accounts;
use gate::Caller;

use crate::state::AppState;

/// Writes an event of an answer that refuses (403), says that there is nothing (404) or that it was too much (413, 429). The route is named by its pattern,
/// which holds no id and no token.
pub async fn noted(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let (parts, body) = request.into_parts();
    let caller = Caller::new(state.store.clone(), &parts);
    let response = next.run(Request::from_parts(parts, body)).await;
    let refused = matches!(
        response.status(),
        StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::PAYLOAD_TOO_LARGE | StatusCode::TOO_MANY_REQUESTS
    );
    if refused
        && let Some(route) = route
        && let Ok(account) = caller.account().await
        && let Err(error) = accounts::refused(&state.store, &account, route.as_str()).await
    {
        tracing::error!(?error, "a refusal cannot be written into the trail");
    }
    response
}
