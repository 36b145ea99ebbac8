//! Beginnings: consent, a brother or sister, a correction.

use app::addresses::declare::START;
use axum::response::Redirect;
use backend::declare::declarations;
use domain::view::notice::Agreement;
use gate::{Form, last_value, parse_id};

use super::Leads;
use super::family::Family;

/// The notice was agreed to.
pub(crate) async fn consent(family: Family, Form(pairs): Form) -> Leads {
    let agreement = Agreement::posted(|name| last_value(&pairs, name).to_owned());
    declarations::consent(&family.store, &family.link_holder, &agreement).await?;
    Ok(Redirect::to(START))
}

/// A brother or sister is declared with the family's answers.
pub(crate) async fn sibling(family: Family, Form(pairs): Form) -> Leads {
    let from = parse_id(last_value(&pairs, "from"))?;
    declarations::sibling(&family.store, &family.link_holder, from).await?;
    Ok(Redirect::to(START))
}

/// A returned declaration is opened where the first comment stands.
pub(crate) async fn correct(family: Family, Form(pairs): Form) -> Leads {
    let record = parse_id(last_value(&pairs, "record"))?;
    let draft = declarations::correct(&family.store, &family.link_holder, record).await?;
    Ok(Redirect::to(&app::declare::pages::status::first_comment(&draft)))
}
