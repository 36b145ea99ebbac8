//! What a browser has of each family that had its turn in it, told so that the others learn nothing.

use domain::form::FormKind;
use domain::forms::keys;
use domain::masking;
use domain::problem::Problem;
use domain::register::State;
use domain::view::declare::Ways;
use domain::view::links::LinkView;

use super::declarations::open_draft;
use super::pass::Pass;
use super::submissions::state_of;
use crate::error::{Error, Result};
use crate::links::holder;
use crate::links::holder::LinkHolder;
use crate::register;
use crate::store::Store;

/// A family as the page shows it that asks whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Its link.
    pub link: LinkView,
    /// What can be done by it.
    pub ways: Ways,
    /// What is being filled in: the first character of the child's name, and the form.
    pub draft: Option<(String, Option<FormKind>)>,
    /// Receipt numbers and states of what was submitted, newest first.
    pub submitted: Vec<(String, State)>,
}

impl Glance {
    /// Whether there is anything that would be missed.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.draft.is_some() || !self.submitted.is_empty()
    }
}

/// What a family has; nothing when its link is not there any more.
///
/// # Errors
/// [`Error::Internal`] if the store fails.
pub async fn glance(store: &Store, link_holder: &LinkHolder) -> Result<Option<Glance>> {
    let pass = match Pass::of(store, link_holder).await {
        Ok(pass) => pass,
        Err(Error::Problem(Problem::LinkUnknown)) => return Ok(None),
        Err(error) => return Err(error),
    };
    // A draft without answers is nothing that anybody would miss.
    let draft = open_draft(store, link_holder, &pass).await?.filter(|draft| !draft.content.answers.is_empty());
    let draft = draft.map(|draft| {
        let name = draft.content.answers.text(keys::CHILD_NAME).unwrap_or_default();
        (masking::name(name.trim()), draft.form())
    });
    let records = register::rows::records::of_holder(&store.db, link_holder.holder()).await?;
    let submitted = records.iter().map(|record| Ok((record.receipt_no.clone(), state_of(record)?)));
    Ok(Some(Glance {
        link: holder::view(&pass.link)?,
        ways: pass.ways(),
        draft,
        submitted: submitted.collect::<Result<_>>()?,
    }))
}
