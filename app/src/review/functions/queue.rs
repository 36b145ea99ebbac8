//! A page of the queue.

use domain::view::review::{QueueFilter, QueuePage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codec::Wire;
use crate::wire::Failure;

/// What the queue shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    /// Counts, villages, lines.
    pub page: QueuePage,
    /// Now, Unix milliseconds: how long somebody waits is counted from it.
    pub now: i64,
    /// What was searched for; never in an address.
    pub term: String,
    /// Why nothing came of the batch that was posted without a script.
    pub failure: Option<Failure>,
    /// Lines that were ticked before the page was shown again, `id:version`.
    pub ticked: Vec<String>,
}

/// Reads a page of the queue. After a post without a script that led back to it, with what was searched for and ticked.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded` or `Forbidden`.
#[server(prefix = "/fn", endpoint = "reviews/queue", input = Wire, output = Wire)]
pub async fn queue(
    /// What to show.
    filter: QueueFilter,
) -> Result<QueueView, Failure> {
    use backend::review;

    use domain::form::inputs::last_value;

    use crate::addresses;
    use crate::wire::context::{GivenBack, given_back, problem, reviewer, store, with_status};

    let mut filter = filter;
    let (store, reviewer) = (store()?, reviewer().await.map_err(with_status)?);
    let (mut failure, mut ticked) = (None, Vec::new());
    if let Some(GivenBack { typed, refused }) = given_back(addresses::review::QUEUE) {
        let text = |name: &str| Some(last_value(&typed, name).trim().to_owned()).filter(|text| !text.is_empty());
        filter.search = text("search");
        filter.after = text("after").or(filter.after);
        ticked = typed.iter().filter(|(name, _)| name == "entry").map(|(_, record)| record.clone()).collect();
        failure = refused.map(Failure::Problem);
    } else if let Some(flash) = super::outcome::flashed() {
        filter.search = flash.search;
    }
    let term = filter.search.clone().unwrap_or_default();
    let page = review::queue(&store, &reviewer, filter).await.map_err(problem).map_err(with_status)?;
    Ok(QueueView { page, now: store.clock.millis(), term, failure, ticked })
}
