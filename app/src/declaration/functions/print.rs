//! A declaration of the family's own, for the printed sheet.

use domain::form::{Answers, FormKind};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codec::Wire;
use crate::wire::Failure;

/// What a sheet is printed from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Printed {
    /// Form.
    pub form: FormKind,
    /// Answers, the day of the report among them.
    pub answers: Answers,
    /// The unit that fills in the form (填报单位), in words; empty before the submission.
    pub unit: String,
}

/// The declaration or draft with this id.
///
/// # Errors
/// [`Failure::Problem`] when no link was opened in this browser, the link has ended, or the declaration is
/// not this family's.
#[server(prefix = "/fn", endpoint = "declarations/print", input = Wire, output = Wire)]
pub async fn print(id: String) -> Result<Printed, Failure> {
    use backend::declare::declarations;
    use backend::divisions::names;
    use domain::form::Value;
    use domain::forms::keys;
    use domain::values::date;

    use crate::wire::context::{link_holder, parse_id, problem, store};

    let (store, link_holder) = (store()?, link_holder()?);
    let (form, mut answers) = declarations::print(&store, &link_holder, parse_id(&id)?).await.map_err(problem)?;
    if answers.get(keys::REPORT_DATE).is_none() {
        answers.set(keys::REPORT_DATE.name(), Value::Text(date::format(store.clock.today())));
    }
    let unit = answers.text(keys::REPORTING_UNIT).map(names::name_in_words).transpose();
    Ok(Printed { form, unit: unit.map_err(problem)?.unwrap_or_default(), answers })
}
