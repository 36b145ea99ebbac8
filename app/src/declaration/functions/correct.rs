//! Opens a returned declaration for correction.

use domain::view::declare::DraftView;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Opens a returned declaration for correction.
///
/// # Errors
/// [`Failure::Problem`] when it is not this family's or was not returned.
#[server(prefix = "/fn", endpoint = "declarations/correct", input = Wire, output = Wire)]
pub async fn correct(record_id: String) -> Result<DraftView, Failure> {
    use backend::declare::declarations;

    use crate::wire::context::{link_holder, parse_id, problem, store};

    Ok(declarations::correct(&store()?, &link_holder()?, parse_id(&record_id)?).await.map_err(problem)?)
}
