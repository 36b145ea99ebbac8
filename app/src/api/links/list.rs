//! The links of an area.

use domain::Date;
use domain::view::{ActorView, LinkRow, NewLink};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::Failure;
use crate::api::codec::Wire;

/// What the page of links shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinksView {
    /// Who looks.
    pub actor: ActorView,
    /// The links, newest first.
    pub rows: Vec<LinkRow>,
    /// Code and name of the divisions for which a link can be made, the own one first.
    pub divisions: Vec<(String, String)>,
    /// Today: links that ended before it open nothing.
    #[serde(with = "domain::values::date::iso")]
    pub today: Date,
    /// The link just made without a script: the only time its address is shown.
    pub made: Option<NewLink>,
    /// What was typed when none was made.
    pub typed: Vec<(String, String)>,
    /// Why none was made.
    pub failure: Option<Failure>,
}

/// Reads the links; does first what was posted without a script.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded` or `Forbidden`.
#[server(prefix = "/fn", endpoint = "links/list", input = Wire, output = Wire)]
pub async fn list() -> Result<LinksView, Failure> {
    use backend::service::{divisions, links};

    use crate::api::context::{director, given_back, posted, problem, store, with_status};
    use crate::api::reviews::command::{GO, value};

    let (store, director) = (store()?, director().await.map_err(with_status)?);
    let (mut made, mut typed, mut failure) = (None, given_back("/links").unwrap_or_default(), None);
    if let Some(pairs) = posted("/links") {
        let done = match value(&pairs, GO).split_once(':') {
            Some(("revoke", id)) => super::revoke::take_back(id).await,
            _ => super::create::make(&pairs).await.map(|link| made = Some(link)),
        };
        if let Err(problem) = done {
            (failure, typed) = (Some(Failure::Problem(with_status(problem))), pairs);
        }
    }
    let own = director.account().division().to_string();
    let items = [divisions::item(&own).map_err(problem)?].into_iter().flatten();
    let items = items.chain(divisions::children(Some(&own)).map_err(problem)?);
    let divisions = items.map(|item| (item.code, item.name)).collect();
    let rows = links::list(&store, &director).await.map_err(problem)?;
    let actor = director.account().view();
    Ok(LinksView { actor, rows, divisions, today: store.clock.today(), made, typed, failure })
}
