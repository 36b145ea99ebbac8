//! `POST /api/v1/assessments`: what the rules say about answers. Stores nothing.

use axum::Json;
use axum::extract::State;
use domain::assessment::{self, Assessment};
use domain::checks::{CheckContext, Facts};
use domain::eligibility::Policy;
use domain::form::{Asker, FormKind, Value, prepare};
use domain::forms::{self, keys};
use domain::problem::Problem;
use domain::routing::Deployment;
use gate::ProblemBody;
use jiff::civil::Date;
use serde::Deserialize;

use crate::doors::api::json::{Body, StrictAnswers, StrictJson, fits};
use crate::doors::api::openapi;
use crate::state::AppState;

/// The request.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// `migrant` or `left_behind`.
    pub form: String,
    /// Day for which to assess; today in Asia/Shanghai when absent.
    #[serde(default)]
    pub as_of: Option<String>,
    /// Name of the policy profile; the deployment's when absent.
    #[serde(default)]
    pub policy: Option<String>,
    /// Answers by field name.
    pub answers: StrictAnswers,
}

impl Body for Request {
    const NAMES: &'static [&'static str] = &["form", "as_of", "policy", "answers"];
}

/// Assess answers
///
/// Scope, class, owner, ledger and findings for the answers on the given day. Nothing is stored, and
/// missing answers are findings, not failures.
#[utoipa::path(
    post,
    path = "/api/v1/assessments",
    tag = "assessments",
    request_body = openapi::AssessmentRequest,
    responses(
        (status = 200, description = "What the rules say", body = openapi::Assessment),
        (status = 400, description = "Malformed", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such form", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body came too slowly", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 413, description = "Over 256 KiB", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 422, description = "Unknown field or policy", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too much to do at once: send the same again", body = openapi::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn create(
    State(state): State<AppState>,
    StrictJson(request): StrictJson<Request>,
) -> Result<Json<Assessment>, ProblemBody> {
    let store = &state.store;
    Ok(Json(assess(&request, store.clock.today(), &store.policy, &store.deployment)?))
}

/// Assesses a request with the deployment's `policy` unless the request names another. The day is the
/// request's `as_of`, else the answers' `report_date`, else `today`.
///
/// # Errors
/// What the request names wrongly: the form, the day, the policy or a field.
pub fn assess(request: &Request, today: Date, policy: &Policy, deployment: &Deployment) -> Result<Assessment, Problem> {
    let kind = FormKind::from_name(&request.form).ok_or(Problem::UnknownForm)?;
    let as_of = request.as_of.as_deref().map(day).transpose()?;
    let answers = &request.answers.0;
    fits(forms::form(kind), answers)?;
    let today = as_of.unwrap_or(today);
    let policy = match request.policy.as_deref() {
        Some(name) => Policy::in_force(name, today).ok_or(Problem::UnknownPolicy)?,
        None => policy,
    };
    // A program asks for the whole dictionary: a missing judgement (V-35) is an error to it, while a family
    // is only warned. The day of the assessment stands in for a missing report date.
    let context = CheckContext { today, policy, deployment, facts: Facts { asker: Asker::Worker, ..Facts::default() } };
    let mut answers = answers.clone();
    prepare(forms::form(kind), &mut answers);
    if answers.get(keys::REPORT_DATE).is_none() {
        answers.set(keys::REPORT_DATE.name(), Value::Text(domain::values::date::format(today)));
    }
    Ok(match as_of {
        Some(day) => assessment::assess_on(kind, &answers, &context, day),
        None => assessment::assess(kind, &answers, &context),
    })
}

fn day(text: &str) -> Result<Date, Problem> {
    domain::values::date::parse(text).map_err(|_| Problem::Malformed {
        detail: format!("`as_of` must be a date YYYY-MM-DD; `{text}` is none."),
        field: Some("as_of".into()),
    })
}
