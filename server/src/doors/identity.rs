//! `POST /sign-in/identity/{county}/{id}/logout`: a provider of identities tells that somebody's session ended there
//! (OpenID Connect Back-Channel Logout 1.0). It is a program, shows no cookie, and proves itself by the token's signature.

use axum::extract::{Path, State};
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use backend::access::identity;
use domain::problem::Problem;
use gate::{Form, Peer, Refusal, last_value, parse_id};

use crate::state::AppState;

/// The route.
pub fn router() -> Router<AppState> {
    Router::new().route("/sign-in/identity/{county}/{id}/logout", post(logout))
}

/// 200 when the sessions have ended, 400 with `invalid_request` for a token that is none.
async fn logout(
    State(state): State<AppState>,
    (extensions, headers): (Extensions, HeaderMap),
    Path((county, id)): Path<(String, String)>,
    Form(pairs): Form,
) -> Response {
    let peer = state.peer(&extensions, &headers).map_or_else(|| "unknown".to_owned(), |Peer(peer)| peer);
    let ended = match parse_id(&id) {
        Ok(id) => identity::logout(&state.store, &county, id, last_value(&pairs, "logout_token"), &peer).await,
        Err(problem) => Err(problem.into()),
    };
    match ended.map_err(Refusal::from) {
        Ok(()) => StatusCode::OK.into_response(),
        Err(refusal) if matches!(refusal.problem, Problem::Invalid { .. } | Problem::NotFound) => {
            let body = Json(serde_json::json!({ "error": "invalid_request" }));
            (StatusCode::BAD_REQUEST, [(header::CACHE_CONTROL, "no-store")], body).into_response()
        }
        Err(refusal) => refusal.into_response(),
    }
}
