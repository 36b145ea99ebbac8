//! Does what a button of a record asks: decide, settle a candidate, release.

use domain::view::review::RecordView;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Takes the inputs of the record's form and does what the pressed button asks. The record as it is
/// afterwards, unless it was given back.
///
/// # Errors
/// [`Failure::Problem`]: who decided or has the record open, or what is missing.
#[server(prefix = "/fn", endpoint = "reviews/act", input = Wire, output = Wire)]
pub async fn act(
    /// Id of the record.
    id: String,
    /// Names and values of the form's inputs, the pressed button among them.
    inputs: Vec<(String, String)>,
) -> Result<Option<RecordView>, Failure> {
    use super::ReviewCommand;
    use crate::wire::context::{parse_id, refused, reviewer, store};

    let (store, reviewer, id) = (store()?, reviewer().await?, parse_id(&id)?);
    Ok(perform(&store, &reviewer, id, ReviewCommand::read(&inputs)?).await.map_err(refused)?)
}

/// Does it: the same for a server function and for a post without a script. The record as it is afterwards, unless it was
/// given back or only shown.
///
/// # Errors
/// Who decided or has the record open, or what is missing.
#[cfg(feature = "ssr")]
pub async fn perform(
    store: &backend::Store,
    reviewer: &backend::access::accounts::Reviewer,
    id: uuid::Uuid,
    command: super::ReviewCommand,
) -> Result<Option<RecordView>, gate::Refusal> {
    use backend::review;

    use super::ReviewCommand;

    Ok(match command {
        ReviewCommand::Decide { version, decision } => review::decide(store, reviewer, id, version, decision).await?,
        ReviewCommand::Settle { other, same_child } => {
            let other = other.map(|other| gate::parse_id(&other)).transpose()?;
            Some(review::settle_candidate(store, reviewer, id, other, same_child).await?)
        }
        ReviewCommand::Release => {
            review::release(store, reviewer, id).await?;
            None
        }
        ReviewCommand::Stay => None,
    })
}
