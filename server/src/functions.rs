//! Server functions answer a refusal with the problem's own status, as every other part of the site does.
//!
//! The framework gives any failure the status 500. The page reads the failure from the body either way, but
//! logs, monitoring and proxies read the status: a wrong password is no fault of the server.

use app::codec;
use app::wire::{FUNCTIONS, Failure};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use leptos::server_fn::ContentType as _;

/// Largest failure that is looked into: a finding at every field is far below.
const LARGEST: usize = 256 * 1024;

/// Whether a request calls a server function.
#[must_use]
pub fn called(path: &str) -> bool {
    path.starts_with(FUNCTIONS)
}

/// A failure in the shape that the page reads.
#[must_use]
pub fn refusal(problem: Problem) -> Response {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = codec::write(&Failure::Problem(problem)).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static(codec::Compact::CONTENT_TYPE))], body).into_response()
}

/// Gives a failed server function the status of its problem.
pub async fn own_status(request: Request, next: Next) -> Response {
    let asked = called(request.uri().path());
    let response = next.run(request).await;
    if !asked || response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else { return refusal(Problem::Internal) };
    if let Ok(Failure::Problem(problem)) = codec::read(&bytes)
        && let Ok(status) = StatusCode::from_u16(problem.status())
    {
        parts.status = status;
        if let Problem::TooManyAttempts { retry_after } = problem {
            parts.headers.insert(header::RETRY_AFTER, retry_after.into());
        }
    }
    Response::from_parts(parts, Body::from(bytes))
}
