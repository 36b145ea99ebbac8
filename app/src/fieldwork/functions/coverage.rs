//! How far the visits are, village by village.

use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Sums of the caller's area: of the own village for a worker.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded`, or `Forbidden` for somebody who neither visits nor reviews.
#[server(prefix = "/fn", endpoint = "field/coverage", input = Wire, output = Wire)]
pub async fn coverage() -> Result<Vec<domain::fieldwork::Coverage>, Failure> {
    use backend::access::accounts::{FieldWorker, Reviewer};
    use backend::fieldwork;
    use backend::fieldwork::rows::scope::Scope;

    use crate::wire::context::{account, problem, store};

    let account = account().await?;
    let scope = match Reviewer::of(&account) {
        Ok(reviewer) => Scope::from(&reviewer),
        Err(_) => Scope::from(&FieldWorker::of(&account).map_err(problem)?),
    };
    Ok(fieldwork::coverage(&store()?, &scope).await.map_err(problem)?)
}
