//! `/print/{form}`: a blank sheet, for collecting on paper at a home visit.

use domain::form::FormKind;
use domain::forms::form;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use super::{print_button, sheet};
use crate::components::erase::Erase as _;
use crate::pages::home::NotFound;

/// The page.
pub(in crate::pages) fn show() -> AnyView {
    let params = use_params_map();
    let kind = Memo::new(move |_| params.with(|params| FormKind::from_name(&params.get("form")?)));
    (move || kind.get().map_or_else(|| view! { <NotFound/> }.erase(), |kind| page(kind, "/print", None))).erase()
}

/// The sheet with the way to the other one, which lies beside it below `at`, and the way `back`.
pub(in crate::pages) fn page(kind: FormKind, at: &'static str, back: Option<AnyView>) -> AnyView {
    let link = |other: FormKind| {
        let current = (other == kind).then_some("page");
        view! { <A href=format!("{at}/{}", other.name()) attr:aria-current=current>{form(other).title}</A> }
    };
    view! {
        <Title text=form(kind).title/>
        <nav class="print-line no-print" aria-label="空白表">{back} {link(FormKind::Migrant)} {link(FormKind::LeftBehind)}</nav>
        {print_button("打印空白表")}
        <main class="paper" id="content" tabindex="0">{sheet::sheet(form(kind), None, String::new())}</main>
    }
    .erase()
}
