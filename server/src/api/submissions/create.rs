//! `POST /api/v1/submissions`: a declaration that a program sends.
//!
//! Sending the same id and body again is harmless: the answer is the same. A lost answer is therefore
//! mended by sending again.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use backend::service::submissions::{self, By, NewSubmission, Outcome};
use domain::form::FormKind;
use domain::forms;
use domain::problem::Problem;
use domain::view::OverrideReason;
use serde::{Deserialize, Serialize};
use uuid::{Uuid, Variant};

use crate::api::json::{Body, StrictAnswers, StrictJson, fits};
use crate::api::openapi;
use crate::problem::ProblemBody;
use crate::state::AppState;

/// The request.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// UUIDv7 made by the sender.
    pub id: Uuid,
    /// `migrant` or `left_behind`.
    pub form: String,
    /// Version of the form, e.g. `2024-17`.
    pub form_version: String,
    /// How the declaration was collected: a code of `collection_method`.
    pub channel: String,
    /// Token of the declaration link through which it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Answers by field name.
    pub answers: StrictAnswers,
    /// Reasons for findings of level `override`.
    #[serde(default)]
    pub overrides: Vec<Override>,
}

impl Body for Request {
    const NAMES: &'static [&'static str] =
        &["id", "form", "form_version", "channel", "link", "answers", "overrides"];
}

/// A reason why the answers are right although a rule objects.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The rule, e.g. `V-02`.
    pub rule: String,
    /// Why the answers are right all the same.
    pub reason: String,
}

/// Submit a declaration
///
/// The register keeps it before it answers. The same id with the same body (the order of names does not
/// matter) gives the same answer again; the same id with another body is refused.
#[utoipa::path(
    post,
    path = "/api/v1/submissions",
    tag = "submissions",
    request_body = openapi::SubmissionRequest,
    responses(
        (status = 201, description = "Kept", body = openapi::Receipt),
        (status = 200, description = "Kept before, by the same request", body = openapi::Receipt),
        (status = 400, description = "Malformed", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such form or link", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 409, description = "The id was used for another body", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 410, description = "The link has ended", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 413, description = "Over 256 KiB", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 422, description = "Checks block it, or a name is unknown", body = openapi::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn create(
    State(state): State<AppState>,
    StrictJson(request): StrictJson<Request>,
) -> Result<Response, ProblemBody> {
    let kind = FormKind::from_name(&request.form).ok_or(Problem::UnknownForm)?;
    if request.id.get_version_num() != 7 || request.id.get_variant() != Variant::RFC4122 {
        return Err(malformed("id", "`id` must be a UUID of version 7, made by the sender."));
    }
    fits(forms::form(kind), &request.answers.0)?;
    // Read and written again, so that neither the order of names nor blanks make another body.
    let body = serde_json::to_vec(&request).map_err(|error| backend::Error::Internal(error.into()))?;
    let Request { id, form_version, channel, link, answers, overrides, .. } = request;
    let submission = NewSubmission {
        id,
        form: kind,
        form_version,
        channel,
        link_token: link,
        answers: answers.0,
        overrides: overrides.into_iter().map(|o| OverrideReason { rule: o.rule, reason: o.reason }).collect(),
        body: &body,
    };
    let (receipt, outcome) = submissions::submit(&state.store, submission, By::Program).await?;
    let status = match outcome {
        Outcome::Created => StatusCode::CREATED,
        Outcome::Same => StatusCode::OK,
    };
    Ok((status, Json(receipt)).into_response())
}

fn malformed(field: &str, detail: &str) -> ProblemBody {
    Problem::Malformed { detail: detail.to_owned(), field: Some(field.to_owned()) }.into()
}
