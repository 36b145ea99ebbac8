//! The last page: reasons for what looks odd, and the submission.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use backend::Error;
use backend::service::declarations;
use domain::form::FormKind;
use domain::problem::Problem;
use domain::view::OverrideReason;

use super::family::{Beside, Family};
use super::{Failed, Form, receipt};
use crate::state::AppState;

/// Saves the reasons and submits.
pub(super) async fn submit(
    State(state): State<AppState>,
    family: Family,
    Path(form): Path<String>,
    headers: HeaderMap,
    Form(pairs): Form,
) -> Result<Response, Failed> {
    let form = FormKind::from_name(&form).ok_or(Problem::NotFound)?.name();
    let (_, draft) = family.view().await?;
    let given: Vec<OverrideReason> = pairs
        .iter()
        .filter_map(|(name, reason)| Some((name.strip_prefix("reason.")?, reason.trim())))
        .filter(|(_, reason)| !reason.is_empty())
        .map(|(rule, reason)| OverrideReason { rule: rule.to_owned(), reason: reason.to_owned() })
        .collect();
    let overrides = (given != draft.overrides).then_some(given);
    family.save(&draft, &draft.answers, Beside { overrides, ..Beside::default() }).await?;
    let id = draft.id.parse().map_err(|_| Problem::DraftGone)?;
    match declarations::submit(&family.store, &family.visitor, id).await {
        Ok(given) => {
            let jar = receipt::hold(&headers, &state, &given)?;
            Ok((jar, Redirect::to("/declare/done")).into_response())
        }
        Err(Error::Problem(Problem::ChecksFailed { .. })) => {
            Ok(Redirect::to(&format!("/declare/{form}/check?check=1#problems")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
