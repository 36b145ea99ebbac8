//! A page of the queue.

use domain::view::{BatchOutcome, QueueFilter, QueuePage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::Failure;
use crate::api::codec::Wire;

/// What the queue shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    /// Counts, villages, lines.
    pub page: QueuePage,
    /// Now, Unix milliseconds: how long somebody waits is counted from it.
    pub now: i64,
    /// What was searched for; never in an address.
    pub term: String,
    /// What came of the batch that was posted without a script.
    pub batch: Option<BatchOutcome>,
    /// Why nothing came of it.
    pub failure: Option<Failure>,
    /// Lines that were ticked before the sign-in came between, `id:version`.
    pub ticked: Vec<String>,
}

/// Reads a page of the queue; does first what was posted to it without a script.
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

    use super::command::GO;
    use crate::api::context::{given_back, posted, problem, reviewer, store, with_status};

    let mut filter = filter;
    let (store, reviewer) = (store()?, reviewer().await.map_err(with_status)?);
    let (mut batch, mut failure, mut ticked) = (None, None, Vec::new());
    let back = given_back("/review");
    let again = back.is_some();
    if let Some(pairs) = posted("/review").or(back) {
        let entries = pairs.iter().filter(|(name, _)| name == "entry").map(|(_, entry)| entry.clone()).collect();
        if again {
            ticked = entries;
        } else if last_value(&pairs, GO) == "batch" {
            let entries: Vec<String> = entries;
            let done = match super::ticked(&entries) {
                Ok(entries) => review::approve_batch(&store, &reviewer, &entries).await.map_err(problem),
                Err(problem) => Err(problem),
            };
            match done {
                Ok(outcome) => batch = Some(outcome),
                Err(problem) => failure = Some(Failure::Problem(problem)),
            }
        }
        let text = |name: &str| Some(last_value(&pairs, name).trim().to_owned()).filter(|text| !text.is_empty());
        filter.search = text("search");
        filter.after = text("after").or(filter.after);
    }
    let term = filter.search.clone().unwrap_or_default();
    let page = review::queue(&store, &reviewer, filter).await.map_err(problem).map_err(with_status)?;
    Ok(QueueView { page, now: store.clock.millis(), term, batch, failure, ticked })
}
