//! Opens a record. Called by the living page, that claims it; a page that is being written only reads, and claims it when
//! it has come alive.

use domain::view::review::RecordView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codec::Wire;
use crate::places::functions::PlaceStep;
use crate::wire::Failure;

/// What the page of a record shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordPage {
    /// The record.
    pub record: RecordView,
    /// The lists from which the township of a transfer is picked; they begin at the own county.
    pub places: Vec<PlaceStep>,
    /// The unit that fills in the form (填报单位), in words.
    pub unit: String,
    /// What the reviewer had typed before the page was shown again.
    pub typed: Vec<(String, String)>,
    /// Why it was not taken.
    pub failure: Option<Failure>,
}

/// Opens a record of the own area, and claims it when the living page calls. After a post without a script that led back
/// to it, with everything that was typed and why nothing was done.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded`, `Forbidden` or `NotFound`.
#[server(prefix = "/fn", endpoint = "reviews/open", input = Wire, output = Wire)]
pub async fn open(
    /// Id of the record.
    id: String,
) -> Result<RecordPage, Failure> {
    use crate::addresses;
    use crate::wire::context::{GivenBack, given_back, with_status};

    let GivenBack { typed, refused } = given_back(&addresses::review::record(&id)).unwrap_or_default();
    Ok(read(&id, refused.map(Failure::Problem), typed).await.map_err(with_status)?)
}

/// The record as it is now, with what was typed.
#[cfg(feature = "ssr")]
async fn read(
    id: &str,
    failure: Option<Failure>,
    typed: Vec<(String, String)>,
) -> Result<RecordPage, domain::problem::Problem> {
    use backend::divisions::names;
    use backend::review;
    use domain::forms::keys;

    use super::command::township;
    use crate::places::functions::steps;
    use crate::wire::context::{called, parse_id, problem, reviewer, store};

    let (store, reviewer) = (store()?, reviewer().await?);
    let id = parse_id(id)?;
    let record =
        if called() { review::open(&store, &reviewer, id).await } else { review::read(&store, &reviewer, id).await };
    let record = record.map_err(problem)?;
    let chosen = Some(township(&typed)).filter(|code| !code.is_empty());
    let from = chosen.unwrap_or_else(|| reviewer.area().county().to_owned());
    let mut places = steps(&from, 0)?;
    places.retain(|step| step.level != "village");
    let own = reviewer.account().division().to_string();
    let unit = record.answers.text(keys::REPORTING_UNIT).unwrap_or(&own);
    let unit = names::name_in_words(unit).map_err(problem)?;
    Ok(RecordPage { record, places, unit, typed, failure })
}
