//! The bar that stays at the bottom: the one main button, and back.

use leptos::prelude::*;

use super::icon::Icon;
use crate::command::{Command, NAME};
use crate::components::erase::Erase as _;

/// The bar of a screen of questions. Without `back` the screen is the first.
pub fn bar(back: bool, main: &'static str) -> AnyView {
    view! {
        <div class="bar no-print">
            <div class="bar-inner">
                {back.then(|| view! {
                    <button class="button" type="submit" name=NAME value=Command::Back.value()>
                        {Icon::Back.view()} "上一步"
                    </button>
                })}
                <button class="button button-main" type="submit" name=NAME value=Command::Next.value()>{main}</button>
            </div>
        </div>
    }
    .erase()
}

/// What the return key presses: the first submit button of a form, out of sight.
pub fn default_button() -> AnyView {
    view! {
        <button
            class="visually-hidden"
            type="submit"
            name=NAME
            value=Command::Next.value()
            tabindex="-1"
            aria-hidden="true"
        >
            "下一步"
        </button>
    }
    .erase()
}
