//! `POST /api/v1/submissions`: a declaration that a program sends, by its own right or by a family's link.
//!
//! With a link the declaration is the family's, whatever else the request says: collected as `self_report`, and only after it
//! agreed to the notice.
//!
//! Sending the same id and body again is harmless: the answer is the same. A lost answer is therefore
//! mended by sending again.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use backend::access::clients::Client;
use backend::declare::checking::MAX_REASONS;
use backend::declare::submissions;
use backend::declare::submissions::{Arrival, By, NewSubmission};
use domain::form::{FormKind, OverrideReason};
use domain::forms;
use domain::problem::Problem;
use domain::register::State as ReviewState;
use domain::view::declare::ReceiptView;
use gate::ProblemBody;
use serde::{Deserialize, Serialize};
use uuid::{Uuid, Variant};

use crate::doors::api::json::{Body, StrictAnswers, StrictJson, fits};
use crate::doors::api::openapi;
use crate::doors::api::program::{Program, nobody};
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
    /// Version of the notice (告知书) to which the family agreed: one that was published; needed with a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_version: Option<String>,
    /// Answers by field name.
    pub answers: StrictAnswers,
    /// Reasons for findings of level `override`.
    #[serde(default)]
    pub overrides: Vec<Override>,
}

impl Body for Request {
    const NAMES: &'static [&'static str] =
        &["id", "form", "form_version", "channel", "link", "notice_version", "answers", "overrides"];
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
///
/// It takes a token of `/api/v1/token` whose program may submit, or the token of a family's link. With a link, `channel` counts
/// as `self_report`, and `notice_version` names the notice to which the family agreed.
#[utoipa::path(
    post,
    path = "/api/v1/submissions",
    tag = "submissions",
    request_body = openapi::SubmissionRequest,
    security((), ("token" = [])),
    responses(
        (status = 201, description = "Kept", body = openapi::Receipt),
        (status = 200, description = "Kept before, by the same request", body = openapi::Receipt),
        (status = 400, description = "Malformed", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 401, description = "Neither a token nor a link", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not in the program's scopes, or not of its place", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such form or link", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 409, description = "The id was used for another body", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 410, description = "The link has ended", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body came too slowly", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 413, description = "Over 256 KiB", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 422, description = "Checks block it, a name is unknown, or the owner is outside of the deployment", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too much to do at once: send the same again", body = openapi::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn create(
    State(state): State<AppState>,
    Program(client): Program,
    StrictJson(request): StrictJson<Request>,
) -> Result<Response, Response> {
    if client.is_none() && request.link.is_none() {
        return Err(nobody());
    }
    submit(&state, request, client.as_ref()).await.map_err(IntoResponse::into_response)
}

async fn submit(state: &AppState, request: Request, client: Option<&Client>) -> Result<Response, ProblemBody> {
    let kind = FormKind::from_name(&request.form).ok_or(Problem::UnknownForm)?;
    if request.id.get_version_num() != 7 || request.id.get_variant() != Variant::RFC4122 {
        return Err(malformed("id", "`id` must be a UUID of version 7, made by the sender."));
    }
    if request.overrides.len() > MAX_REASONS {
        return Err(Problem::TooLarge.into());
    }
    fits(forms::form(kind), &request.answers.0)?;
    // Read and written again, so that neither the order of names nor blanks make another body.
    let body = serde_json::to_vec(&request).map_err(backend::Error::from)?;
    let notice_version = request.notice_version.as_deref().unwrap_or_default();
    let by = match (&request.link, client) {
        (Some(link), _) => By::Family { link, notice_version },
        (None, Some(client)) => By::Client(client),
        (None, None) => return Err(Problem::Forbidden.into()),
    };
    let overrides = request.overrides.iter();
    let submission = NewSubmission {
        id: request.id,
        form: &request.form,
        form_version: &request.form_version,
        channel: &request.channel,
        overrides: overrides.map(|o| OverrideReason { rule: o.rule.clone(), reason: o.reason.clone() }).collect(),
        answers: request.answers.0,
        notice_version: request.notice_version.as_deref(),
        body: &body,
    };
    let (receipt, arrival) = submissions::submit(&state.store, submission, by).await?;
    let status = match arrival {
        Arrival::Created => StatusCode::CREATED,
        Arrival::Same => StatusCode::OK,
    };
    Ok((status, Json(Receipt::from(receipt))).into_response())
}

/// What the sender gets.
#[derive(Serialize)]
pub(super) struct Receipt {
    id: String,
    receipt_no: String,
    owner: Owner,
    owner_name: String,
    state: ReviewState,
}

#[derive(Serialize)]
struct Owner {
    county: String,
    township: Option<String>,
    inside_deployment: bool,
}

impl From<ReceiptView> for Receipt {
    fn from(receipt: ReceiptView) -> Self {
        let county = receipt.owner_code.chars().take(6).collect();
        let township = Some(receipt.owner_code).filter(|code| code.len() >= 9);
        Self {
            id: receipt.id,
            receipt_no: receipt.receipt_no,
            owner: Owner { county, township, inside_deployment: receipt.inside_deployment },
            owner_name: receipt.owner_name,
            state: receipt.state,
        }
    }
}

fn malformed(field: &str, detail: &str) -> ProblemBody {
    Problem::Malformed { detail: detail.to_owned(), field: Some(field.to_owned()) }.into()
}
