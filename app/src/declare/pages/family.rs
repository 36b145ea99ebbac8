//! `/declare/{page}`: the pages around the form.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::frame::framed;
use super::{done, hub, not_needed, printed, refused, status};
use crate::ui::html::live;
use crate::wire::failure_page::not_found;

/// The page that the address names.
pub(crate) fn show() -> AnyView {
    framed(named)
}

fn named() -> AnyView {
    let params = use_params_map();
    let name = Memo::new(move |_| params.with(|params| params.get("page")));
    live(move || {
        let name = name.get();
        untrack(|| match name.as_deref() {
            None => hub::show(),
            Some("refused") => refused::show(),
            Some("not-needed") => not_needed::show(),
            Some("done") => done::show(),
            Some("print") => printed::show(),
            Some("status") => status::show(),
            // Asked by the server; without a connection nobody has another turn.
            Some("turn") => hub::show(),
            Some(_) => not_found(),
        })
        .into()
    })
    .view()
}
