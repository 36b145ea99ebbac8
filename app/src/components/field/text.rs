//! One line of text: names, free words, phone numbers.

use domain::form::{Field, FieldKind};
use leptos::prelude::*;

use super::{Initial, described};
use crate::components::erase::Erase as _;

/// The input, with the keyboard that fits.
pub(super) fn text(field: &'static Field, initial: &Initial) -> AnyView {
    let key = field.key;
    let (kind, mode) = match field.kind {
        FieldKind::Phone => ("tel", "tel"),
        _ => ("text", "text"),
    };
    let list = (!field.suggestions.is_empty()).then(|| format!("l-{key}"));
    let suggestions = list.clone().map(|id| {
        let options = field.suggestions.iter().map(|word| view! { <option value=*word></option> }).collect_view();
        view! { <datalist id=id>{options}</datalist> }
    });
    view! {
        <input
            class="input"
            type=kind
            inputmode=mode
            id=format!("i-{key}")
            name=key
            value=initial.of(key)
            list=list
            autocomplete="off"
            aria-describedby=described(field)
        />
        {suggestions}
    }
    .erase()
}
