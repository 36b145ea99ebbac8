//! What changed for a worker's phone.

use domain::fieldwork::Pulled;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// What changed since the cursor; everything, with an empty one. A phone whose worker was closed is told so.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded` without a session, or `Forbidden` for somebody who is no field worker.
#[server(prefix = "/fn", endpoint = "field/pull", input = Wire, output = Wire)]
pub async fn pull(
    /// Id of the phone.
    device: String,
    /// Where the last pull ended; empty for everything.
    cursor: String,
    /// What the phone has of what came back before: [`domain::fieldwork::draft::Back::held`].
    holds: Vec<String>,
) -> Result<Pulled, Failure> {
    use backend::fieldwork;
    use domain::problem::Problem;

    use crate::wire::context::{closed, field_worker, parse_id, problem, store};

    let store = store()?;
    let worker = match field_worker().await {
        Err(Problem::SignInNeeded) if closed().await? => {
            return Ok(fieldwork::ended(&store, &cursor, Problem::DeviceUnknown));
        }
        worker => worker?,
    };
    Ok(fieldwork::pull(&store, &worker, parse_id(&device)?, &cursor, &holds).await.map_err(problem)?)
}
