//! Makes a link.

use domain::view::NewLink;
use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// Makes a link as the inputs of the form say: `kind`, `division`, `note`, `days`.
///
/// # Errors
/// [`Failure::Problem`] with words for what is missing.
#[server(prefix = "/fn", endpoint = "links/create", input = Wire, output = Wire)]
pub async fn create(
    /// Names and values of the form's inputs.
    inputs: Vec<(String, String)>,
) -> Result<NewLink, Failure> {
    Ok(make(&inputs).await?)
}

/// The same on the server.
#[cfg(feature = "ssr")]
pub(super) async fn make(inputs: &[(String, String)]) -> Result<NewLink, domain::problem::Problem> {
    use backend::service::links;
    use domain::divisions::DivisionCode;
    use domain::problem::Problem;

    use crate::api::context::{director, problem, store};
    use crate::api::reviews::command::value;

    let invalid = |field: &str, message: &str| Problem::Invalid { field: field.into(), message: message.into() };
    let division = DivisionCode::parse(value(inputs, "division"))
        .map_err(|_| invalid("division", "请选择这个链接给哪个村（社区）用"))?;
    let days = value(inputs, "days").parse().map_err(|_| invalid("days", "请选择有效期"))?;
    let (kind, note) = (super::kind(value(inputs, "kind")), value(inputs, "note"));
    links::create(&store()?, &director().await?, kind, division, note, days).await.map_err(problem)
}
