//! Waits for the declaration, once a page load; every later page has it at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::form::{FieldKind, Section};
use leptos::prelude::*;

use crate::api::codec::resource;
use crate::api::declarations::load;
use crate::api::divisions::PlaceStep;
use crate::components::erase::Erase as _;
use crate::components::failure::failure_page;
use crate::components::layout::waiting;
use crate::declaration::{Declaration, Session};
use crate::sheet;

/// The lists that the server has for the address fields of a page.
pub(super) type Places = BTreeMap<String, Vec<PlaceStep>>;

/// Shows `page` with the declaration. `addresses` names the address fields on the page.
pub(super) fn loaded(
    addresses: Vec<String>,
    page: impl Fn(Declaration, Places) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    wait(addresses, Arc::new(page))
}

fn wait(addresses: Vec<String>, page: Arc<dyn Fn(Declaration, Places) -> AnyView + Send + Sync>) -> AnyView {
    let session = expect_context::<Session>();
    if let Some(declaration) = session.current() {
        return page(declaration, Places::new());
    }
    let answer = resource(|| (), move |()| load(addresses.clone()));
    view! {
        <Suspense fallback=waiting>
            {move || {
                let (session, page) = (session.clone(), Arc::clone(&page));
                Suspend::new(async move {
                    match answer.await {
                        Ok(mut loaded) => {
                            let places = std::mem::take(&mut loaded.places);
                            let declaration = session.adopt(loaded);
                            untrack(|| page(declaration, places))
                        }
                        Err(failure) => failure_page(&failure),
                    }
                })
            }}
        </Suspense>
    }
    .erase()
}

/// The address fields of a section that a family is asked.
pub(super) fn addresses(section: &'static Section) -> Vec<String> {
    sheet::family_fields(section)
        .filter(|field| field.kind == FieldKind::Address)
        .map(|field| field.key.to_owned())
        .collect()
}
