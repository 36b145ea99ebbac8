//! Makes a phone known.

use domain::view::fieldwork::Enrolment;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Makes the phone on which this page is open known to the server, for the signed-in worker.
///
/// # Errors
/// [`Failure::Problem`] with `SignInNeeded`, or `Forbidden` for somebody who does not work in the field.
#[server(prefix = "/fn", endpoint = "field/enrol", input = Wire, output = Wire)]
pub async fn enrol() -> Result<Enrolment, Failure> {
    use backend::fieldwork;

    use crate::wire::context::{field_worker, problem, store};

    let worker = field_worker().await?;
    Ok(fieldwork::enrol(&store()?, &worker).await.map_err(problem)?)
}
