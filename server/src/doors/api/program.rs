//! Which program asks, by the token in its `Authorization` header.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::access::clients;
use backend::access::clients::Client;
use gate::ProblemBody;

use crate::state::AppState;

/// The program that asks; nothing when the request has no `Authorization` header. A header that is not right is refused,
/// whatever else the request shows.
pub struct Program(pub Option<Client>);

impl FromRequestParts<AppState> for Program {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let State(state) = State::<AppState>::from_request_parts(parts, state).await.map_err(|never| match never {})?;
        let Some(header) = parts.headers.get(header::AUTHORIZATION) else { return Ok(Self(None)) };
        let token = header.to_str().ok().and_then(|value| value.split_once(' '));
        let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
        let known = clients::recognise(&state.store, token.unwrap_or_default()).await;
        match known.map_err(|error| ProblemBody::from(error).into_response())? {
            Some(client) => Ok(Self(Some(client))),
            None => Err(challenge(ProblemBody::protocol(
                StatusCode::UNAUTHORIZED,
                "token_unknown",
                "The token is unknown",
                "The token is unknown or has ended. Ask for another one at /api/v1/token.",
            ))),
        }
    }
}

/// The answer to who shows neither a token nor a link.
pub fn nobody() -> Response {
    challenge(ProblemBody::protocol(
        StatusCode::UNAUTHORIZED,
        "token_needed",
        "A token is needed",
        "Send `Authorization: Bearer …` with a token of /api/v1/token, or the token of a family's link.",
    ))
}

fn challenge(body: ProblemBody) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"tongce\""));
    response
}
