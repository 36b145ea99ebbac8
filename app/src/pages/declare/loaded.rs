//! The declaration of a page: asked for once a page load, and there at once for every later page.
//!
//! The server writes the page and, after it, what the page was made from; so taking over waits for nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::form::{Asker, FieldKind, FormKind, Section};
use leptos::prelude::*;

use crate::api::Failure;
use crate::api::declarations::{Loaded, load, practice};
use crate::api::divisions::PlaceStep;
use crate::components::failure::failure_page;
use crate::components::html::{El, Piece, el};
use crate::declaration::{Declaration, Session};
use crate::sheet;

/// The lists that the server has for the address fields of a page.
pub(super) type Places = BTreeMap<String, Vec<PlaceStep>>;

/// Where a page's declaration comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The family's link.
    Link,
    /// Nowhere: a form of this kind to practise on.
    Practice(FormKind),
}

impl Source {
    /// Whether the declaration is the one that the source would give.
    fn is(&self, declaration: &Declaration) -> bool {
        match self {
            Self::Link => true,
            Self::Practice(kind) => declaration.kind() == Some(*kind),
        }
    }

    async fn ask(self, addresses: Vec<String>) -> Result<Loaded, Failure> {
        match self {
            Self::Link => load(addresses).await,
            Self::Practice(kind) => practice(kind, addresses).await,
        }
    }
}

pub(super) type Page = Arc<dyn Fn(Declaration, Places) -> AnyView + Send + Sync>;

/// Id of the element that holds what the page was made from.
const MADE_FROM: &str = "made-from";

/// Shows `page` with the family's declaration. `addresses` names the address fields on the page.
pub(super) fn loaded(
    addresses: Vec<String>,
    page: impl Fn(Declaration, Places) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    from(Source::Link, addresses, Arc::new(page))
}

/// The same with a declaration from `source`.
pub(super) fn from(source: Source, addresses: Vec<String>, page: Page) -> AnyView {
    let session = expect_context::<Session>();
    match session.current(source != Source::Link) {
        Some(declaration) if source.is(&declaration) => page(declaration, Places::new()),
        _ => first(source, addresses, session, page),
    }
}

/// The page of what the server told.
fn shown(session: &Session, page: &Page, told: Result<Loaded, Failure>) -> AnyView {
    match told {
        Ok(mut loaded) => {
            let places = std::mem::take(&mut loaded.places);
            let declaration = session.adopt(loaded);
            untrack(|| page(declaration, places))
        }
        Err(failure) => failure_page(&failure),
    }
}

/// A data block: no script of any kind, so it is never run.
fn made_from(bytes: String) -> El {
    el("script").attr("type", "application/octet-stream").attr("id", MADE_FROM).inner(move || bytes.clone().into())
}

#[cfg(feature = "ssr")]
fn first(source: Source, addresses: Vec<String>, session: Session, page: Page) -> AnyView {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    Suspend::new(async move {
        let told = source.ask(addresses).await;
        let bytes = STANDARD.encode(crate::api::codec::write(&told).unwrap_or_default());
        Piece::Many(vec![shown(&session, &page, told).into(), made_from(bytes).into()])
    })
    .into_any()
}

#[cfg(not(feature = "ssr"))]
fn first(source: Source, addresses: Vec<String>, session: Session, page: Page) -> AnyView {
    use crate::components::html::live;
    use crate::components::layout::waiting;

    if let Some(told) = crate::platform::embedded(MADE_FROM) {
        return Piece::Many(vec![shown(&session, &page, told).into(), made_from(String::new()).into()]).view();
    }
    // Reached from a page that had no declaration.
    let told = ArcRwSignal::new(None);
    let tell = told.clone();
    leptos::task::spawn_local(async move { tell.set(Some(source.ask(addresses).await)) });
    live(move || match told.get() {
        None => waiting().into(),
        Some(told) => shown(&session, &page, told).into(),
    })
    .view()
}

/// The address fields of a section that a family is asked.
pub(super) fn addresses(section: &'static Section) -> Vec<String> {
    sheet::fields(section, Asker::Family)
        .filter(|field| field.kind == FieldKind::Address)
        .map(|field| field.key.to_owned())
        .collect()
}
