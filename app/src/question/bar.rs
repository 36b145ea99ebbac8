//! The bar that stays at the bottom: the one main button, and back.

use crate::declaration::command::{Command, NAME};
use crate::ui::html::{El, Piece, el};
use crate::ui::icon::Icon;

/// A button that sends the form and says what it asks for.
#[must_use]
pub fn submit(class: &'static str, command: &Command) -> El {
    el("button").class(class).attr("type", "submit").attr("name", NAME).attr("value", command.value())
}

/// The bar of a screen of questions. Without `back` the screen is the first.
#[must_use]
pub fn bar(back: bool, main: &'static str) -> Piece {
    let back = back.then(|| submit("button", &Command::Back).child(Icon::Back.draw()).child(" 上一步"));
    let main = submit("button button-main", &Command::Next).child(main);
    el("div").class("bar no-print").child(el("div").class("bar-inner").child(back).child(main)).into()
}

/// What the return key presses: the first submit button of a form, out of sight.
#[must_use]
pub fn default_button() -> El {
    submit("visually-hidden", &Command::Next).attr("tabindex", "-1").attr("aria-hidden", "true").child("下一步")
}
