//! `POST /api/v1/token`: a program shows its secret and gets a token for ten minutes (RFC 6749, client credentials).

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::access::clients;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::problem::Problem;
use gate::ProblemBody;
use serde::Serialize;

use crate::doors::api::openapi;
use crate::state::AppState;

/// The one kind of grant there is.
const GRANT: &str = "client_credentials";

/// Get a token
///
/// The program's id and secret come as HTTP Basic, the body is `grant_type=client_credentials`. The token opens for ten
/// minutes and asks for what the program's scopes say. Who shows a wrong secret several times has to wait.
#[utoipa::path(
    post,
    path = "/api/v1/token",
    tag = "token",
    request_body(content = openapi::TokenRequest, content_type = "application/x-www-form-urlencoded"),
    security(("client" = [])),
    responses(
        (status = 200, description = "A token", body = openapi::Token),
        (status = 400, description = "Another grant", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 401, description = "Id or secret is wrong, or the program may not ask", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body came too slowly", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 413, description = "Over 256 KiB", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong secrets: wait", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too much to do at once: send the same again", body = openapi::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn create(State(state): State<AppState>, request: Request) -> Result<Response, Response> {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, crate::limits::DECLARED)
        .await
        .map_err(|_| malformed("The body could not be read."))?;
    if !asks_for_credentials(&bytes) {
        return Err(malformed("`grant_type` must be client_credentials."));
    }
    let peer = state.peer(&parts.extensions, &parts.headers).map_or_else(|| "unknown".to_owned(), |peer| peer.0);
    let (id, secret) = basic(&parts.headers).ok_or_else(refused)?;
    let issued = clients::issue(&state.store, &id, &secret, &peer).await;
    let issued = issued.map_err(|error| ProblemBody::from(error).into_response())?.ok_or_else(refused)?;
    let scopes: Vec<_> = issued.scopes.iter().map(|scope| scope.code()).collect();
    let token = Token {
        access_token: issued.token,
        token_type: "Bearer",
        expires_in: clients::TOKEN_SECONDS,
        scope: scopes.join(" "),
    };
    Ok(([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(token)).into_response())
}

/// What the program gets.
#[derive(Serialize)]
struct Token {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    scope: String,
}

fn asks_for_credentials(body: &Bytes) -> bool {
    form_urlencoded::parse(body).any(|(name, value)| name == "grant_type" && value == GRANT)
}

/// Id and secret, each percent-encoded, as RFC 6749 2.3.1 wants it; ours have nothing to encode.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    pair.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}

fn malformed(detail: &str) -> Response {
    ProblemBody::from(Problem::Malformed { detail: detail.to_owned(), field: None }).into_response()
}

fn refused() -> Response {
    let body = ProblemBody::protocol(
        StatusCode::UNAUTHORIZED,
        "client_refused",
        "The program was refused",
        "Id or secret is wrong, or the program may not ask today.",
    );
    let mut response = body.into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"tongce\""));
    response
}
