//! `GET /api/v1/divisions?parent=` and `?q=`: divisions below one, or by name or pinyin initials.

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use backend::divisions::names;
use backend::store::heavy;
use domain::divisions::DivisionItem;
use domain::problem::Problem;
use gate::ProblemBody;
use serde::{Deserialize, Serialize};

use crate::doors::api::{FIVE_MINUTES, openapi};

/// Most divisions that a search gives.
const MAX_LISTED: usize = 50;

/// What to list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Code of the division whose children are wanted; the provinces when absent.
    parent: Option<String>,
    /// Part of a name, or pinyin initials.
    q: Option<String>,
}

#[derive(Serialize)]
struct Listed {
    divisions: Vec<DivisionItem>,
}

/// List or search divisions
///
/// With `parent` the divisions directly below it, without anything the provinces, with `q` the
/// divisions whose name or pinyin initials match (within `parent` when both are given), at most 50.
#[utoipa::path(
    get,
    path = "/api/v1/divisions",
    tag = "divisions",
    params(
        ("parent" = Option<String>, Query, description = "Code of 6, 9 or 12 digits", example = "120104"),
        ("q" = Option<String>, Query, description = "Part of a name, or pinyin initials", example = "chjd"),
    ),
    responses(
        (status = 200, description = "The divisions", body = openapi::Divisions),
        (status = 400, description = "Malformed", body = openapi::Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too much to do at once: come again", body = openapi::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(wanted: Result<Query<Wanted>, QueryRejection>) -> Result<Response, ProblemBody> {
    let Query(wanted) =
        wanted.map_err(|rejection| Problem::Malformed { detail: rejection.body_text(), field: None })?;
    let parent = wanted.parent.as_deref().filter(|code| !code.is_empty());
    if let Some(code) = parent.filter(|code| !well_formed(code)) {
        let detail = format!("`parent` must be a code of 6, 9 or 12 digits; `{code}` is none.");
        return Err(Problem::Malformed { detail, field: Some("parent".into()) }.into());
    }
    let found = match wanted.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        Some(q) => {
            let (q, parent) = (q.to_owned(), parent.map(str::to_owned));
            heavy::work(move || names::search(&q, parent.as_deref(), MAX_LISTED)).await??
        }
        None => names::children(parent)?,
    };
    Ok(([FIVE_MINUTES], Json(Listed { divisions: found })).into_response())
}

fn well_formed(code: &str) -> bool {
    matches!(code.len(), 6 | 9 | 12) && code.bytes().all(|byte| byte.is_ascii_digit())
}
