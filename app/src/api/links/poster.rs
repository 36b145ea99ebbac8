//! The poster of a link. Its address is known to the page that made it only, which posts it here.

use domain::view::NewLink;
use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// The link whose address was posted to its poster's page, and what the policy in force does not count as another
/// county.
///
/// # Errors
/// [`Failure::Problem`]: `LinkUnknown` when no address was posted, or it is not the link's.
#[server(prefix = "/fn", endpoint = "links/poster", input = Wire, output = Wire)]
pub async fn poster(
    /// Id of the link.
    id: String,
) -> Result<(NewLink, String), Failure> {
    use backend::service::links;
    use domain::problem::Problem;

    use crate::api::context::{director, given_back, parse_id, posted, problem, store, with_status};
    use crate::api::reviews::command::value;

    let director = director().await.map_err(with_status)?;
    let path = format!("/links/{id}/poster");
    let pairs = posted(&path).or_else(|| given_back(&path)).ok_or(Problem::LinkUnknown).map_err(with_status)?;
    let store = store()?;
    let found = links::poster(&store, &director, parse_id(&id)?, value(&pairs, "url")).await;
    let not_away = store.policy.words.not_away.clone();
    Ok((found.map_err(problem).map_err(with_status)?, not_away))
}
