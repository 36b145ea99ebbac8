//! How far the visits are, village by village.

use domain::fieldwork::PhoneView;
use domain::view::ActorView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::Failure;
use crate::api::codec::Wire;

/// What the page of villages shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillagesView {
    /// Who looks.
    pub actor: ActorView,
    /// Sums of each village; of a county, of each township.
    pub rows: Vec<domain::fieldwork::Coverage>,
    /// Phones of the area's workers, those with unsent work first.
    pub phones: Vec<PhoneView>,
    /// Whether this person may end a phone.
    pub ends: bool,
    /// Why a phone was not ended.
    pub failure: Option<Failure>,
}

/// Sums of the caller's area: of the own village for a worker.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded`, or `Forbidden` for somebody who neither visits nor reviews.
#[server(prefix = "/fn", endpoint = "field/coverage", input = Wire, output = Wire)]
pub async fn coverage() -> Result<Vec<domain::fieldwork::Coverage>, Failure> {
    use backend::query::field_scope::Scope;
    use backend::service::accounts::{FieldWorker, Reviewer};
    use backend::service::fieldwork;

    use crate::api::context::{account, problem, store};

    let account = account().await?;
    let scope = match Reviewer::of(&account) {
        Ok(reviewer) => Scope::from(&reviewer),
        Err(_) => Scope::from(&FieldWorker::of(&account).map_err(problem)?),
    };
    Ok(fieldwork::coverage(&store()?, &scope).await.map_err(problem)?)
}

/// The page of villages; ends first the phone whose button was pressed without a script.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded` or `Forbidden`.
#[server(prefix = "/fn", endpoint = "field/villages", input = Wire, output = Wire)]
pub async fn villages() -> Result<VillagesView, Failure> {
    use backend::query::field_scope::Scope;
    use backend::service::fieldwork;

    use crate::api::context::{posted, problem, reviewer, store, with_status};
    use crate::api::reviews::command::{GO, value};

    let (store, reviewer) = (store()?, reviewer().await.map_err(with_status)?);
    let mut failure = None;
    if let Some(pairs) = posted("/villages")
        && let Some(("end", id)) = value(&pairs, GO).split_once(':')
        && let Err(problem) = super::phones::end(id).await
    {
        failure = Some(Failure::Problem(with_status(problem)));
    }
    Ok(VillagesView {
        actor: reviewer.account().view(),
        rows: fieldwork::coverage(&store, &Scope::from(&reviewer)).await.map_err(problem)?,
        phones: fieldwork::phones(&store, &reviewer).await.map_err(problem)?,
        ends: reviewer.decides(),
        failure,
    })
}
