//! What has to be put right on this screen, at its top, with links to the fields.

use domain::form::Level;
use leptos::prelude::*;

use super::field::Sheet;
use crate::command::{Command, NAME};
use crate::components::erase::Erase as _;

/// Id of the summary, for the focus and for the address after a post.
pub const ID: &str = "problems";

/// The summary; nothing until the family asked to go on.
pub fn error_summary(sheet: &Sheet) -> AnyView {
    let sheet = sheet.clone();
    let skippable = sheet.skippable();
    (move || {
        if !sheet.checked().get() {
            return ().erase();
        }
        let wrong: Vec<_> =
            sheet.findings().get().into_iter().filter(|f| f.level == Level::Error && sheet.asks(&f.field)).collect();
        if wrong.is_empty() {
            return ().erase();
        }
        let items = wrong
            .into_iter()
            .map(|finding| {
                let label = sheet.label(&finding.field);
                view! { <li><a href=format!("#f-{}", finding.field)>{label} "：" {finding.message}</a></li> }
            })
            .collect_view();
        view! {
            <div class="notice notice-error" id=ID role="alert" tabindex="-1">
                <h2>"还有几处要改一改"</h2>
                <ul>{items}</ul>
                {skippable.then(|| view! {
                    <p>
                        <button class="button button-small" type="submit" name=NAME value=Command::Skip.value()>
                            "手边没有材料，先填后面的"
                        </button>
                    </p>
                })}
            </div>
        }
        .erase()
    })
    .erase()
}
