//! Begins the declaration of a brother or sister with the family's answers.

use domain::view::declare::DraftView;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// Begins the declaration of a brother or sister with the family's answers.
///
/// # Errors
/// [`Failure::Problem`] when the first declaration is not this family's.
#[server(prefix = "/fn", endpoint = "declarations/sibling", input = Wire, output = Wire)]
pub async fn sibling(record_id: String) -> Result<DraftView, Failure> {
    use backend::declare::declarations;

    use crate::wire::context::{link_holder, parse_id, problem, store};

    Ok(declarations::sibling(&store()?, &link_holder()?, parse_id(&record_id)?).await.map_err(problem)?)
}
