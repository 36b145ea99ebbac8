//! Failures as `application/problem+json` (RFC 9457), with a stable code, the field and the rule.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::form::Finding;
use domain::problem::Problem;
use serde::Serialize;

use crate::limits::COME_AGAIN;

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
}

impl ProblemBody {
    /// There is too much to do at once; come again after `later`.
    #[must_use]
    pub fn busy(later: Duration) -> Self {
        let detail = "There is too much to do at once. Send the same request again later.";
        let busy = Self::protocol(StatusCode::SERVICE_UNAVAILABLE, "busy", "Too much to do at once", detail);
        Self { retry_after: Some(later.as_secs()), ..busy }
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
        Problem::Internal => "Something failed inside",
    }
}

impl From<Problem> for ProblemBody {
    fn from(problem: Problem) -> Self {
        let detail = match &problem {
            Problem::Malformed { detail, .. } => detail.clone(),
            other => other.message(),
        };
        let retry_after = match problem {
            Problem::TooManyAttempts { retry_after } | Problem::LinkBusy { retry_after } => Some(retry_after),
            _ => None,
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

impl From<backend::Error> for ProblemBody {
    fn from(error: backend::Error) -> Self {
        match error {
            backend::Error::Problem(problem) => problem.into(),
            backend::Error::Busy => Self::busy(COME_AGAIN),
            backend::Error::Internal(error) => {
                tracing::error!(error = format!("{error:#}"), "a service failed");
                Problem::Internal.into()
            }
        }
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
