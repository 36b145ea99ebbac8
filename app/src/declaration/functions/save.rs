//! Saves what changed in a draft. One function for the live page and for what waited on the phone.

use domain::form::{Answers, FormKind, OverrideReason};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codec::Wire;
use crate::wire::Failure;

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// The form, once picked.
    pub form: Option<FormKind>,
    /// Answers that are new or different.
    pub set: Answers,
    /// Keys of answers that were taken away.
    pub remove: Vec<String>,
    /// Reasons given for overrides, all of them; `None` leaves them as they are.
    pub overrides: Option<Vec<OverrideReason>>,
}

impl Changes {
    /// Nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.form.is_none() && self.set.is_empty() && self.remove.is_empty() && self.overrides.is_none()
    }
}

/// Saves the changes if the draft still has the revision that they started from (`None`: in any case), and
/// tells the revision that it has now.
///
/// # Errors
/// [`Failure::Problem`] with `DraftChanged` when somebody saved meanwhile, `DraftGone` when it was submitted.
#[server(prefix = "/fn", endpoint = "declarations/save", input = Wire, output = Wire)]
pub async fn save(draft_id: String, revision: Option<i64>, changes: Changes) -> Result<i64, Failure> {
    use backend::declare::declarations;
    use backend::declare::declarations::SaveDraft;

    use crate::wire::context::{link_holder, parse_id, problem, store};

    let Changes { form, set, remove, overrides } = changes;
    let draft = SaveDraft { draft_id: parse_id(&draft_id)?, revision, form, set, remove, overrides };
    Ok(declarations::save(&store()?, &link_holder()?, draft).await.map_err(problem)?.revision)
}
