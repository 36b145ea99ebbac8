//! `POST /field/push`: what a field worker's phone sends, out of its outbox.
//!
//! The sender is the service worker of the page, which may wake long after the session ended. So it shows the
//! token of its phone in a header and no cookie counts here: another site can make a browser send cookies, but
//! not this header. The messages themselves are sealed; the token opens nothing.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use backend::service::field;
use domain::field::{PushReport, Pushed, Unsent};
use domain::problem::Problem;
use serde::Deserialize;
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::problem::ProblemBody;
use crate::state::AppState;

/// Largest body once it is inflated, in bytes: a day's work with its pictures goes in parts.
pub const LARGEST_BODY: usize = 8 * 1024 * 1024;

/// Largest body as it comes. No honest one is larger packed than plain, so the other limit speaks first.
const LARGEST_PACKED: usize = 2 * LARGEST_BODY;

/// The body. Names that this server does not know are of a newer page and do no harm.
#[derive(Debug, Deserialize)]
struct Push {
    /// Id of the phone.
    device: String,
    /// What is in the outbox.
    #[serde(default)]
    unsent: Unsent,
    /// Messages, answers before pictures.
    messages: Vec<Pushed>,
}

/// The route on which phones send.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/field/push", post(push))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(RequestDecompressionLayer::new())
        .layer(RequestBodyLimitLayer::new(LARGEST_PACKED))
}

async fn push(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PushReport>, ProblemBody> {
    let device = field::recognise(&state.store, token(&headers)?).await?;
    let body = body.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => malformed("The body could not be read."),
    })?;
    let push: Push = serde_json::from_slice(&body).map_err(|_| malformed("The body is not of its shape."))?;
    if push.device != device.id().to_string() {
        return Err(Problem::DeviceUnknown.into());
    }
    Ok(Json(field::push(&state.store, &device, push.unsent, push.messages).await?))
}

/// The token of the phone.
fn token(headers: &HeaderMap) -> Result<&str, Problem> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = shown.and_then(|shown| shown.split_once(' ')).ok_or(Problem::DeviceUnknown)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(Problem::DeviceUnknown) }
}

fn malformed(detail: &str) -> Problem {
    Problem::Malformed { detail: detail.to_owned(), field: None }
}
