//! A blank sheet, for collecting on paper at a home visit: printed by the office (`/print/{form}`), and from a worker's
//! phone.

use domain::form::FormKind;
use domain::forms::form;
use leptos::prelude::*;

use super::{paper, print_button};
use crate::ui::erase::Erase as _;

/// The sheet with the way to the other one, which lies where `at` says, and the way `back`.
pub fn sheets(kind: FormKind, at: fn(FormKind) -> String, back: Option<AnyView>) -> AnyView {
    let link = |other: FormKind| {
        let current = (other == kind).then_some("page");
        view! { <a href=at(other) aria-current=current>{form(other).title}</a> }
    };
    view! {
        <nav class="print-line no-print" aria-label="空白表">{back} {link(FormKind::Migrant)} {link(FormKind::LeftBehind)}</nav>
        {print_button("打印空白表")}
        {paper(form(kind), None, String::new())}
    }
    .erase()
}
