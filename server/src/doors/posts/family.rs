//! The family that posts, and its draft.

use axum::Extension;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use backend::Store;
use backend::declare::declarations;
use backend::declare::declarations::{LinkHolder, SaveDraft};
use domain::form::{Answers, FormKind, OverrideReason};
use domain::problem::Problem;
use domain::view::declare::{DeclarationView, DraftView};
use gate::Refusal;

use super::difference;
use crate::state::AppState;

/// The family with what it has here.
pub(crate) struct Family {
    pub(crate) store: Store,
    pub(crate) link_holder: LinkHolder,
}

/// What a save changes beside the answers.
#[derive(Default)]
pub(crate) struct Beside {
    /// The revision that was read; `None` writes over whatever is there.
    pub(crate) revision: Option<i64>,
    /// The form that was picked.
    pub(crate) form: Option<FormKind>,
    /// Reasons for overrides.
    pub(crate) overrides: Option<Vec<OverrideReason>>,
}

impl FromRequestParts<AppState> for Family {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let link_holder =
            <Extension<LinkHolder> as OptionalFromRequestParts<AppState>>::from_request_parts(parts, state).await;
        match link_holder {
            Ok(Some(Extension(link_holder))) => Ok(Self { store: state.store.clone(), link_holder }),
            _ => Err(Problem::LinkUnknown.into()),
        }
    }
}

impl Family {
    /// Everything that a page would show.
    pub(crate) async fn view(&self) -> Result<(DeclarationView, DraftView), Refusal> {
        let mut view = declarations::view(&self.store, &self.link_holder).await?;
        let draft = view.draft.take().ok_or(Problem::DraftGone)?;
        Ok((view, draft))
    }

    /// Saves what differs, and gives the revision that the draft has then.
    pub(crate) async fn save(&self, draft: &DraftView, after: &Answers, beside: Beside) -> Result<i64, Refusal> {
        let (set, remove) = difference(&draft.answers, after);
        if set.is_empty() && remove.is_empty() && beside.form.is_none() && beside.overrides.is_none() {
            return Ok(draft.revision);
        }
        let draft_id = draft.id.parse().map_err(|_| Problem::DraftGone)?;
        let Beside { revision, form, overrides } = beside;
        let change = SaveDraft { draft_id, revision, form, set, remove, overrides };
        Ok(declarations::save(&self.store, &self.link_holder, change).await?.revision)
    }
}
