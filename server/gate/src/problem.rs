//! Failures as `application/problem+json` (RFC 9457), with a stable code, the field and the rule.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::form::Finding;
use domain::problem::Problem;
use serde::Serialize;

use crate::refusal::{COME_AGAIN, Refusal};

/// The body of a failure.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemBody {
    /// A name for this kind of failure that never changes.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of failure in English.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The stable code, e.g. `checks_failed`.
    pub code: &'static str,
    /// What happened: English for the integrator when the request is malformed, else Chinese for the person.
    pub detail: String,
    /// The field concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The rule concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Everything that the checks found, blocking findings first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Seconds to wait before the next attempt.
    #[serde(skip)]
    retry_after: Option<u64>,
}

impl ProblemBody {
    /// A failure of the protocol that no service names (a wrong method, a wrong media type).
    #[must_use]
    pub fn protocol(status: StatusCode, code: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: kind(code),
            title,
            status: status.as_u16(),
            code,
            detail: detail.into(),
            field: None,
            rule: None,
            findings: Vec::new(),
            retry_after: None,
        }
    }

    /// There is too much to do at once.
    #[must_use]
    pub fn busy() -> Self {
        let detail = "There is too much to do at once. Send the same request again later.";
        let busy = Self::protocol(StatusCode::SERVICE_UNAVAILABLE, "busy", "Too much to do at once", detail);
        Self { retry_after: Some(COME_AGAIN.as_secs()), ..busy }
    }
}

fn kind(code: &str) -> String {
    format!("urn:tongce:problem:{code}")
}

/// The kind of failure in a few English words.
const fn title(problem: &Problem) -> &'static str {
    match problem {
        Problem::NotFound => "Not found",
        Problem::Forbidden => "Not allowed",
        Problem::SignInNeeded => "Sign-in needed",
        Problem::SignInFailed => "Sign-in failed",
        Problem::TooManyAttempts { .. } => "Too many attempts",
        Problem::LinkUnknown => "The link is unknown",
        Problem::LinkExpired => "The link has expired",
        Problem::LinkRevoked => "The link was taken back",
        Problem::ConsentMissing => "The notice was not accepted",
        Problem::DraftGone => "The draft is gone",
        Problem::DraftChanged => "The draft was changed meanwhile",
        Problem::ChecksFailed { .. } => "Checks block the submission",
        Problem::IdReused => "The id was used for another body",
        Problem::UnknownForm => "The form is unknown",
        Problem::UnknownFormVersion => "The form version is not accepted",
        Problem::UnknownField { .. } => "The field is unknown",
        Problem::UnknownDivision { .. } => "The division is unknown",
        Problem::UnknownPolicy => "The policy is unknown",
        Problem::Malformed { .. } => "The request is malformed",
        Problem::Invalid { .. } => "A value is not accepted",
        Problem::TooLarge => "The body is too large",
        Problem::AlreadyDecided { .. } => "Already decided",
        Problem::Claimed { .. } => "Another reviewer has it open",
        Problem::OwnSubmission => "Own submissions cannot be reviewed",
        Problem::ActionNotOffered { .. } => "The action is not offered in this state",
        Problem::DuplicateUndecided => "A suspected duplicate is undecided",
        Problem::CrossSite => "The request came from another site",
        Problem::DeviceUnknown => "The phone is not known",
        Problem::OwnLinkNeeded => "The family's own link is needed",
        Problem::LinkBusy { .. } => "Too many begin by this link",
        Problem::NotAssigned => "No assignment is in force",
        Problem::FactorNeeded => "A second factor is needed",
        Problem::StepUpNeeded => "A fresh proof of identity is needed",
        Problem::OwnRequest => "It takes another person",
        Problem::PasswordDue => "Another password is needed",
        Problem::OutsideDeployment => "The owner is outside of the deployment",
        Problem::CodeNeeded => "A code is needed",
        Problem::ExportGone => "The file was fetched or its time is over",
        Problem::Hindered { .. } => "Something else of the record has to be settled first",
        Problem::Internal => "Something failed inside",
    }
}

impl From<Refusal> for ProblemBody {
    fn from(refusal: Refusal) -> Self {
        let retry_after = refusal.retry_after();
        if refusal.busy {
            return Self::busy();
        }
        let problem = refusal.problem;
        let detail = match &problem {
            Problem::Malformed { detail, .. } => detail.clone(),
            other => other.message(),
        };
        Self {
            kind: kind(problem.code()),
            title: title(&problem),
            status: problem.status(),
            code: problem.code(),
            detail,
            field: problem.field().map(str::to_owned),
            rule: problem.rule().map(str::to_owned),
            findings: if let Problem::ChecksFailed { findings } = problem { findings } else { Vec::new() },
            retry_after,
        }
    }
}

impl From<Problem> for ProblemBody {
    fn from(problem: Problem) -> Self {
        Refusal::from(problem).into()
    }
}

impl From<backend::Error> for ProblemBody {
    fn from(error: backend::Error) -> Self {
        Refusal::from(error).into()
    }
}

impl IntoResponse for ProblemBody {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// As the answer of a handler a refusal is JSON, and rides along in the response's extensions, so that a layer around may
/// make a page of it.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = ProblemBody::from(self.clone()).into_response();
        response.extensions_mut().insert(self);
        response
    }
}
