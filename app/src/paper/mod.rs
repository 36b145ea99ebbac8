//! Printed sheets: the two annexes, blank and filled in. Every route here is lazy.

pub mod blank;
mod boxes;
mod fit;
mod layout;
pub mod sheet;

use domain::form::{Answers, Form};
use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;

/// The sheet of a form, filled in with the answers or blank.
pub fn paper(form: &'static Form, answers: Option<&Answers>, unit: String) -> AnyView {
    view! { <main class="paper" id="content" tabindex="0">{sheet::sheet(form, answers, unit)}</main> }.erase()
}

/// The line above a sheet on the screen: the button that prints, or without a script how to. On a page of the office its
/// script listens to `data-print`.
pub fn print_button(words: &'static str) -> AnyView {
    let print = |_: MouseEvent| {
        // A browser without printing (some web views) leaves its own menu.
        let _ = window().print();
    };
    view! {
        <div class="print-line no-print">
            <button class="button button-main with-script" type="button" data-print="" on:click=print>{Icon::Printer.view()} {words}</button>
            <p class="small without-script">"请用浏览器菜单里的“打印”，纸张选A4。"</p>
        </div>
    }
    .erase()
}
