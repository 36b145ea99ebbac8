//! `/declare/print?id=…`: a declaration or draft of the family's own on the ministry's sheet.

use domain::forms::form;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::page_data::block;
use crate::addresses;
use crate::declaration::functions::{Printed, print};
use crate::paper::{paper, print_button};
use crate::ui::erase::Erase as _;
use crate::ui::html::Piece;
use crate::ui::icon::Icon;
use crate::wire::Failure;
use crate::wire::failure_page::failure_page;

/// Id of the element that holds what the page was made from.
const PRINTED_FROM: &str = "printed-from";

/// The page.
pub(crate) fn show() -> AnyView {
    let id = use_query_map().with_untracked(|query| query.get("id")).unwrap_or_default();
    asked(id)
}

fn shown(told: Result<Printed, Failure>) -> AnyView {
    let printed = match told {
        Ok(printed) => printed,
        Err(failure) => return failure_page(&failure),
    };
    let form = form(printed.form);
    view! {
        <Title text=form.title/>
        <nav class="print-line no-print" aria-label="返回"><a href=addresses::declare::HUB>{Icon::Back.view()} "回到首页"</a></nav>
        {print_button("打印登记表")}
        {paper(form, Some(&printed.answers), printed.unit)}
    }
    .erase()
}

fn page(told: Result<Printed, Failure>, text: String) -> Piece {
    Piece::Many(vec![shown(told).into(), block(PRINTED_FROM, text).into()])
}

#[cfg(feature = "ssr")]
fn asked(id: String) -> AnyView {
    Suspend::new(async move {
        let told = print(id).await;
        let text = super::page_data::text(&told);
        page(told, text)
    })
    .into_any()
}

#[cfg(not(feature = "ssr"))]
fn asked(id: String) -> AnyView {
    use crate::ui::html::live;
    use crate::ui::layout::waiting;

    if let Some(told) = crate::platform::page_data(PRINTED_FROM) {
        return page(told, String::new()).view();
    }
    // Reached from another page.
    let told = ArcRwSignal::new(None);
    let tell = told.clone();
    leptos::task::spawn_local(async move { tell.set(Some(print(id).await)) });
    live(move || match told.get() {
        None => waiting().into(),
        Some(told) => shown(told).into(),
    })
    .view()
}
