//! Choices as large buttons; a long list as a select.

use domain::form::{Choice, Field};
use leptos::prelude::*;

use super::{Initial, described};
use crate::components::erase::Erase as _;

/// More options than this make a select.
pub(super) const MANY: usize = 12;

/// Labels shorter than this stand side by side.
const SHORT: usize = 5;

fn class(options: &[Choice]) -> &'static str {
    if options.iter().all(|option| option.label.chars().count() <= SHORT) { "choices choices-short" } else { "choices" }
}

fn button(
    kind: &'static str,
    key: &'static str,
    code: &'static str,
    label: &'static str,
    initial: &Initial,
) -> AnyView {
    let checked = initial.has(key, code);
    view! {
        <label class="choice">
            <input type=kind name=key value=code checked=checked/>
            <span>{label}</span>
        </label>
    }
    .erase()
}

fn buttons(kind: &'static str, field: &'static Field, options: &'static [Choice], initial: &Initial) -> AnyView {
    let buttons =
        options.iter().map(|option| button(kind, field.key, option.code, option.label, initial)).collect_view();
    view! { <div class=class(options)>{buttons}</div> }.erase()
}

/// One of a few.
pub(super) fn radios(field: &'static Field, options: &'static [Choice], initial: &Initial) -> AnyView {
    buttons("radio", field, options, initial)
}

/// Any of some.
pub(super) fn boxes(field: &'static Field, options: &'static [Choice], initial: &Initial) -> AnyView {
    buttons("checkbox", field, options, initial)
}

/// Yes or no, in the printed words.
pub(super) fn yes_no(field: &'static Field, yes: &'static str, no: &'static str, initial: &Initial) -> AnyView {
    view! {
        <div class="choices choices-short">
            {button("radio", field.key, "true", yes, initial)}
            {button("radio", field.key, "false", no, initial)}
        </div>
    }
    .erase()
}

/// One of many.
pub(super) fn list(field: &'static Field, options: &'static [Choice], initial: &Initial) -> AnyView {
    let key = field.key;
    let chosen = initial.of(key);
    let options = options
        .iter()
        .map(|option| view! { <option value=option.code selected=option.code == chosen>{option.label}</option> })
        .collect_view();
    view! {
        <select class="input" id=format!("i-{key}") name=key aria-describedby=described(field)>
            <option value="">"请选择"</option>
            {options}
        </select>
    }
    .erase()
}
