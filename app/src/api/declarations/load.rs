//! Everything that the declaration pages need, in one read.

use std::collections::BTreeMap;

use domain::view::{DeclarationView, ReceiptView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::Failure;
use crate::api::codec::Json;
use crate::api::divisions::PlaceStep;

/// What a declaration page starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loaded {
    /// Link, draft, submitted declarations, day and policy.
    pub view: DeclarationView,
    /// The receipt of the submission just made without a script.
    pub receipt: Option<ReceiptView>,
    /// The lists of divisions that the server writes into the selects of the named address fields.
    /// They stand in the page already, so they are not sent a second time.
    #[serde(skip)]
    pub places: BTreeMap<String, Vec<PlaceStep>>,
}

/// Reads the family's declaration. `addresses` names the address fields whose lists the page shows.
///
/// # Errors
/// [`Failure::Problem`] when no link was opened in this browser, or the link has ended.
#[server(prefix = "/fn", endpoint = "declarations/load", input = Json, output = Json)]
pub async fn load(addresses: Vec<String>) -> Result<Loaded, Failure> {
    use axum::http::StatusCode;
    use backend::service::declarations;
    use domain::form::Value;

    use crate::api::context::{problem, receipt, store, visitor};
    use crate::api::divisions::steps;

    let read = async {
        let (store, visitor) = (store()?, visitor()?);
        let view = declarations::view(&store, &visitor).await.map_err(problem)?;
        let mut places = BTreeMap::new();
        for key in addresses {
            let answers = view.draft.as_ref().map(|draft| &draft.answers);
            let code = match answers.and_then(|answers| answers.value(&key)) {
                Some(Value::Address(address)) => address.division_code.as_str(),
                _ => "",
            };
            places.insert(key, steps(code, 0)?);
        }
        Ok(Loaded { view, receipt: receipt(), places })
    };
    let loaded: Result<Loaded, domain::problem::Problem> = read.await;
    if let (Err(problem), Some(options)) = (&loaded, use_context::<leptos_axum::ResponseOptions>())
        && let Ok(status) = StatusCode::from_u16(problem.status())
    {
        options.set_status(status);
    }
    Ok(loaded?)
}
