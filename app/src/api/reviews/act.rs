//! Does what a button of an entry asks: decide, settle a candidate, release.

use domain::view::RecordView;
use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// Takes the inputs of the entry's form and does what the pressed button asks. The entry as it is
/// afterwards, unless it was given back.
///
/// # Errors
/// [`Failure::Problem`]: who decided or has the entry open, or what is missing.
#[server(prefix = "/fn", endpoint = "reviews/act", input = Wire, output = Wire)]
pub async fn act(
    /// Id of the record.
    id: String,
    /// Names and values of the form's inputs, the pressed button among them.
    inputs: Vec<(String, String)>,
) -> Result<Option<RecordView>, Failure> {
    Ok(perform(&id, &inputs).await?.1)
}

/// The same on the server, with what was done.
#[cfg(feature = "ssr")]
pub(super) async fn perform(
    id: &str,
    inputs: &[(String, String)],
) -> Result<(super::ReviewCommand, Option<RecordView>), domain::problem::Problem> {
    use backend::review;

    use super::ReviewCommand;
    use crate::api::context::{parse_id, problem, reviewer, store};

    let (store, reviewer, id) = (store()?, reviewer().await?, parse_id(id)?);
    let deed = ReviewCommand::read(inputs)?;
    let entry = match deed.clone() {
        ReviewCommand::Decide { version, decision } => {
            Some(review::decide(&store, &reviewer, id, version, decision).await.map_err(problem)?)
        }
        ReviewCommand::Settle { other, same_child } => {
            let other = other.map(|other| parse_id(&other)).transpose()?;
            Some(review::settle_candidate(&store, &reviewer, id, other, same_child).await.map_err(problem)?)
        }
        ReviewCommand::Release => {
            review::release(&store, &reviewer, id).await.map_err(problem)?;
            None
        }
        ReviewCommand::Stay => None,
    };
    Ok((deed, entry))
}
