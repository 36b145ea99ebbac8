//! The declaration of a page: asked for once a page load, and there at once for every later page.
//!
//! The server writes the page and, after it, what the page was made from; so taking over waits for nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::form::{Asker, FieldKind, Section};
use domain::problem::Problem;
use leptos::prelude::*;

use super::page_data::block;
use crate::declaration::functions::{Loaded, load, practice};
use crate::declaration::{Declaration, HeldDeclaration, Source, screen};
use crate::places::functions::PlaceStep;
use crate::ui::html::Piece;
#[cfg(not(feature = "ssr"))]
use crate::ui::html::live;
#[cfg(not(feature = "ssr"))]
use crate::ui::layout::waiting;
use crate::wire::Failure;
use crate::wire::failure_page::failure_page;

/// The lists that the server has for the address fields of a page.
pub(crate) type Places = BTreeMap<String, Vec<PlaceStep>>;

pub(crate) type Page = Arc<dyn Fn(Declaration, Places) -> AnyView + Send + Sync>;

/// Id of the element that holds what the page was made from.
const PAGE_DATA: &str = "made-from";

/// Shows `page` with the family's declaration. `addresses` names the address fields on the page.
pub(crate) fn loaded(
    addresses: Vec<String>,
    page: impl Fn(Declaration, Places) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    from(Source::Link, addresses, Arc::new(page))
}

/// The same with a declaration from `source`.
pub(crate) fn from(source: Source, addresses: Vec<String>, page: Page) -> AnyView {
    let session = expect_context::<HeldDeclaration>();
    match session.current(source != Source::Link) {
        Some(declaration) if source.is(&declaration) => page(declaration, Places::new()),
        _ => first(source, addresses, session, page),
    }
}

async fn ask(source: Source, addresses: Vec<String>) -> Result<Loaded, Failure> {
    match source {
        Source::Link => load(addresses).await,
        Source::Practice(kind) => practice(kind, addresses).await,
    }
}

/// Asks the server and, where it cannot be reached, the phone. What a form to practise on needs may be there already.
#[cfg(not(feature = "ssr"))]
async fn ask_or_recall(source: Source, addresses: Vec<String>, session: HeldDeclaration) -> Result<Loaded, Failure> {
    if let Source::Practice(kind) = source
        && let Some(blank) = session.blank(kind)
    {
        return Ok(blank);
    }
    match ask(source, addresses).await {
        Err(Failure::Offline) if source == Source::Link => crate::declaration::recall().await.ok_or(Failure::Offline),
        told => told,
    }
}

/// The page of what the server told.
fn shown(session: &HeldDeclaration, page: &Page, told: Result<Loaded, Failure>) -> AnyView {
    match told {
        Ok(mut loaded) => {
            let places = std::mem::take(&mut loaded.places);
            let declaration = session.adopt(loaded);
            untrack(|| page(declaration, places))
        }
        Err(failure) => {
            if let Failure::Problem(Problem::LinkUnknown | Problem::LinkExpired | Problem::LinkRevoked) = failure {
                crate::declaration::forget_copy();
            }
            failure_page(&failure)
        }
    }
}

#[cfg(feature = "ssr")]
fn first(source: Source, addresses: Vec<String>, session: HeldDeclaration, page: Page) -> AnyView {
    Suspend::new(async move {
        let told = ask(source, addresses).await;
        let text = super::page_data::text(&told);
        Piece::Many(vec![shown(&session, &page, told).into(), block(PAGE_DATA, text).into()])
    })
    .into_any()
}

#[cfg(not(feature = "ssr"))]
fn first(source: Source, addresses: Vec<String>, session: HeldDeclaration, page: Page) -> AnyView {
    if let Some(told) = crate::platform::page_data(PAGE_DATA) {
        return Piece::Many(vec![shown(&session, &page, told).into(), block(PAGE_DATA, String::new()).into()]).view();
    }
    // Reached from a page that had no declaration, or opened without a connection.
    let told = ArcRwSignal::new(None);
    let (tell, asking) = (told.clone(), session.clone());
    leptos::task::spawn_local(async move { tell.set(Some(ask_or_recall(source, addresses, asking).await)) });
    live(move || match told.get() {
        None => waiting().into(),
        Some(told) => shown(&session, &page, told).into(),
    })
    .view()
}

/// The address fields of a section that a family is asked.
pub(crate) fn addresses(section: &'static Section) -> Vec<String> {
    screen::fields(section, Asker::Family)
        .filter(|field| field.kind == FieldKind::Address)
        .map(|field| field.key.to_owned())
        .collect()
}
