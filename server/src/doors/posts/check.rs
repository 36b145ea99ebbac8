//! The last page: reasons for what looks odd, and the submission.

use app::addresses::declare as address;
use app::declaration::made::MadeFrom;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use backend::Error;
use backend::declare::declarations;
use domain::form::{FormKind, OverrideReason};
use domain::problem::Problem;
use gate::{Form, Refusal, last_value};

use super::family::{Beside, Family};
use super::receipt;
use crate::state::AppState;

/// Saves the reasons and submits.
pub(crate) async fn submit(
    State(state): State<AppState>,
    family: Family,
    Path(form): Path<String>,
    headers: HeaderMap,
    Form(pairs): Form,
) -> Result<Response, Refusal> {
    let form = address::check(FormKind::from_name(&form).ok_or(Problem::NotFound)?);
    let (_, draft) = family.view().await?;
    let made = MadeFrom::read(last_value(&pairs, "revision"));
    let shown = made.revision.is_none_or(|revision| revision == draft.revision);
    let mut given: Vec<OverrideReason> = pairs
        .iter()
        .filter_map(|(name, reason)| Some((name.strip_prefix("reason.")?, reason.trim())))
        .filter(|(_, reason)| !reason.is_empty())
        .map(|(rule, reason)| OverrideReason { rule: rule.to_owned(), reason: reason.to_owned() })
        .collect();
    if !shown {
        // Reasons that somebody else gave meanwhile stay.
        let others = draft.overrides.iter().filter(|other| !given.iter().any(|own| own.rule == other.rule));
        let others: Vec<OverrideReason> = others.cloned().collect();
        given.extend(others);
    }
    let overrides = (given != draft.overrides).then_some(given);
    let beside = Beside { overrides, revision: Some(draft.revision), ..Beside::default() };
    let again = || Redirect::to(&format!("{form}?changed=1#content")).into_response();
    let revision = match family.save(&draft, &draft.answers, beside).await {
        Ok(revision) => revision,
        Err(Refusal { problem: Problem::DraftChanged, .. }) => return Ok(again()),
        Err(failed) => return Err(failed),
    };
    // Nobody submits what the page did not show.
    if !shown {
        return Ok(again());
    }
    let id = draft.id.parse().map_err(|_| Problem::DraftGone)?;
    match declarations::submit(&family.store, &family.link_holder, id, Some(revision)).await {
        Ok(given) => {
            let jar = receipt::hold(&headers, &state, &given)?;
            Ok((jar, Redirect::to(address::DONE)).into_response())
        }
        Err(Error::Problem(Problem::ChecksFailed { .. })) => {
            Ok(Redirect::to(&format!("{form}?check=1#problems")).into_response())
        }
        Err(Error::Problem(Problem::DraftChanged)) => Ok(again()),
        Err(error) => Err(error.into()),
    }
}
