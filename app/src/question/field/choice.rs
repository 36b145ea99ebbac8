//! Choices as large buttons; a long list as a select.

use domain::form::field::choice;
use domain::form::{Choice, Field};

use leptos::prelude::ArcMemo;

use super::{Initial, single};
use crate::ui::html::{El, Piece, el};

/// More options than this make a select.
pub(crate) const MANY: usize = 12;

/// Labels shorter than this stand side by side.
const SHORT: usize = 5;

fn class(options: &[Choice]) -> &'static str {
    if options.iter().all(|option| option.plain.is_empty() && option.label.chars().count() <= SHORT) {
        "choices choices-short"
    } else {
        "choices"
    }
}

fn button(kind: &'static str, key: &'static str, choice: Choice, initial: &Initial) -> El {
    let Choice { code, label, plain } = choice;
    let input =
        el("input").attr("type", kind).attr("name", key).attr("value", code).flag("checked", initial.has(key, code));
    let plain = (!plain.is_empty()).then(|| el("span").class("plain").child(plain));
    el("label").class("choice").child(input).child(el("span").child(label).child(plain))
}

fn buttons(kind: &'static str, field: &'static Field, options: &'static [Choice], initial: &Initial) -> Piece {
    let buttons = options.iter().map(|option| button(kind, field.key, *option, initial).into());
    el("div").class(class(options)).children(buttons).into()
}

/// One of a few.
pub(crate) fn radios(field: &'static Field, options: &'static [Choice], initial: &Initial) -> Piece {
    buttons("radio", field, options, initial)
}

/// Any of some.
pub(crate) fn boxes(field: &'static Field, options: &'static [Choice], initial: &Initial) -> Piece {
    buttons("checkbox", field, options, initial)
}

/// Yes or no, in the printed words.
pub(crate) fn yes_no(field: &'static Field, yes: &'static str, no: &'static str, initial: &Initial) -> Piece {
    el("div")
        .class("choices choices-short")
        .child(button("radio", field.key, choice("true", yes), initial))
        .child(button("radio", field.key, choice("false", no), initial))
        .into()
}

/// An option of a select.
pub(crate) fn option(code: &'static str, label: &'static str, chosen: &str) -> Piece {
    el("option").attr("value", code).flag("selected", code == chosen).child(label).into()
}

/// One of many.
pub(crate) fn list(
    field: &'static Field,
    options: &'static [Choice],
    initial: &Initial,
    wrong: &ArcMemo<bool>,
) -> Piece {
    let key = field.key;
    let chosen = initial.of(key);
    single(el("select").class("input").attr("name", key), field, wrong)
        .child(el("option").attr("value", "").child("请选择"))
        .children(options.iter().map(|choice| option(choice.code, choice.label, &chosen)))
        .into()
}
