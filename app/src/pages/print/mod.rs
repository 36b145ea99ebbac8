//! Printed sheets: the two annexes, blank and filled in. Every route here is lazy.

pub(super) mod blank;
mod boxes;
mod fit;
mod layout;
pub mod sheet;

use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

use crate::components::erase::Erase as _;
use crate::components::icon::Icon;

/// The line above a sheet on the screen: the button that prints, or without a script how to.
pub fn print_button(words: &'static str) -> AnyView {
    let print = |_: MouseEvent| {
        // A browser without printing (some web views) leaves its own menu.
        let _ = window().print();
    };
    view! {
        <div class="print-line no-print">
            <button class="button button-main with-script" type="button" on:click=print>{Icon::Printer.view()} {words}</button>
            <p class="small without-script">"请用浏览器菜单里的“打印”，纸张选A4。"</p>
        </div>
    }
    .erase()
}
