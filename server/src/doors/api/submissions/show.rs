//! `GET /api/v1/submissions/{id}`: what became of a declaration that the program sent.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use backend::declare::submissions;
use domain::problem::Problem;
use gate::{Refusal, parse_id};

use super::create::Receipt;
use crate::doors::api::openapi;
use crate::doors::api::program::{Program, nobody};
use crate::state::AppState;

/// Ask what became of a declaration
///
/// Of what the program sent itself, by the id under which it was sent: the receipt as things stand, the state among it.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}",
    tag = "submissions",
    params(("id" = uuid::Uuid, Path, description = "The id that the program made")),
    security(("token" = [])),
    responses(
        (status = 200, description = "The receipt as things stand", body = openapi::Receipt),
        (status = 401, description = "No token, or one that has ended", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not in the program's scopes", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 404, description = "The program sent nothing under this id", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too much to do at once: send the same again", body = openapi::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show(
    State(state): State<AppState>,
    Program(client): Program,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let client = client.ok_or_else(nobody)?;
    let refused = |refusal: Refusal| refusal.into_response();
    let id = parse_id(&id).map_err(|_| refused(Problem::NotFound.into()))?;
    let receipt = submissions::status(&state.store, &client, id).await.map_err(|error| refused(error.into()))?;
    Ok(Json(Receipt::from(receipt)).into_response())
}
