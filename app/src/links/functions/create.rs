//! Makes a link.

use domain::divisions::DivisionCode;
use domain::form::inputs::last_value;
use domain::problem::Problem;
use domain::view::links::{LinkKind, NewLink};
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// The link that a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// For whom.
    pub kind: LinkKind,
    /// The village, or the township.
    pub division: DivisionCode,
    /// What staff remember of it.
    pub note: String,
    /// How long it opens, in days.
    pub days: u32,
}

impl Wanted {
    /// Reads the inputs of the form: `kind`, `division`, `note`, `days`.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with words for what is missing.
    pub fn read(inputs: &[(String, String)]) -> Result<Self, Problem> {
        let invalid = |field: &str, message: &str| Problem::Invalid { field: field.into(), message: message.into() };
        let division = DivisionCode::parse(last_value(inputs, "division"))
            .map_err(|_| invalid("division", "请选择这个链接给哪个村（社区）用"))?;
        let days = last_value(inputs, "days").parse().map_err(|_| invalid("days", "请选择有效期"))?;
        let (kind, note) = (super::kind(last_value(inputs, "kind")), last_value(inputs, "note").to_owned());
        Ok(Self { kind, division, note, days })
    }
}

/// Makes a link as the inputs of the form say.
///
/// # Errors
/// [`Failure::Problem`] with words for what is missing.
#[server(prefix = "/fn", endpoint = "links/create", input = Wire, output = Wire)]
pub async fn create(
    /// Names and values of the form's inputs.
    inputs: Vec<(String, String)>,
) -> Result<NewLink, Failure> {
    use backend::links::making;

    use crate::wire::context::{director, problem, store};

    let director = director().await?;
    let Wanted { kind, division, note, days } = Wanted::read(&inputs)?;
    Ok(making::create(&store()?, &director, kind, division, &note, days).await.map_err(problem)?)
}
