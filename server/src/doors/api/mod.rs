//! The contract for other programs: JSON under `/api/v1`, one folder a noun, one file a verb.
//!
//! The description at `/api/v1/openapi.json` is made from these handlers and from the declarations of
//! the forms. All failures are `application/problem+json`.

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::problem::Problem;
use gate::ProblemBody;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub mod assessments;
pub mod divisions;
pub mod forms;
pub mod json;
pub mod openapi;
pub mod program;
pub mod submissions;
pub mod token;

/// Declarations that change only with the program.
pub(crate) const FIVE_MINUTES: (header::HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));

/// The routes together with their description.
fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::head())
        .routes(routes!(forms::show::show))
        .routes(routes!(assessments::create::create))
        .routes(routes!(token::create::create))
        .routes(routes!(submissions::create::create))
        .routes(routes!(submissions::show::show))
        .routes(routes!(divisions::list::list))
}

/// The description of the interface, as JSON.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn description() -> serde_json::Result<String> {
    let (_, mut document) = described().split_for_parts();
    openapi::complete(&mut document);
    document.to_json()
}

/// Everything under `/api`.
///
/// # Errors
/// When the description cannot be written as JSON.
pub fn router() -> serde_json::Result<Router<AppState>> {
    let (routes, _) = described().split_for_parts();
    let description = Bytes::from(description()?);
    let routes = routes
        .route("/api/v1/openapi.json", get(async move || described_as(description)))
        .route("/api", get(nowhere))
        .route("/api/{*rest}", axum::routing::any(nowhere))
        .layer(from_fn(always_problem));
    Ok(routes)
}

fn described_as(description: Bytes) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json")), FIVE_MINUTES], description)
}

async fn nowhere() -> ProblemBody {
    Problem::NotFound.into()
}

/// Gives the failures of the protocol itself (a wrong method, a body over the limit) the same shape as
/// all others.
async fn always_problem(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let body = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => ProblemBody::protocol(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "The method is not allowed",
            "Use one of the methods in the Allow header.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge.into(),
        _ => return response,
    };
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut answer = body.into_response();
    if let Some(allow) = allow {
        answer.headers_mut().insert(header::ALLOW, allow);
    }
    answer
}
