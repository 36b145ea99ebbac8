//! `/review/{id}/print`: the entry on the ministry's sheet.

use domain::forms::form;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::api::codec::resource;
use crate::api::reviews::open;
use crate::components::erase::Erase as _;
use crate::components::review::frame::{refused, waiting};
use crate::pages::print::{print_button, sheet};

/// The page.
pub(in crate::pages) fn show() -> AnyView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let page = resource(|| (), move |()| open(id.clone()));
    view! {
        <Suspense fallback=waiting>
            {move || Suspend::new(async move {
                match page.await {
                    Err(failure) => refused(&failure),
                    Ok(page) => {
                        let form = form(page.entry.row.form);
                        let mut answers = page.entry.answers;
                        if answers.get(domain::forms::keys::REPORT_DATE).is_none() {
                            let day = domain::form::Value::Text(domain::values::date::format(page.entry.report_date));
                            answers.set(domain::forms::keys::REPORT_DATE.name(), day);
                        }
                        view! {
                            <Title text=form.title/>
                            {print_button("打印")}
                            <main class="paper" id="content" tabindex="0">{sheet::sheet(form, Some(&answers), page.unit)}</main>
                        }
                        .erase()
                    }
                }
            })}
        </Suspense>
    }
    .erase()
}
