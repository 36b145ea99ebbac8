//! "The same as …" beside a field, while it would change something.

use domain::form::{Field, carry};
use leptos::prelude::*;

use super::Sheet;
use crate::command::{Command, NAME};
use crate::components::erase::Erase as _;

/// The buttons.
pub(super) fn shortcuts(sheet: &Sheet, field: &'static Field) -> AnyView {
    if !carry::SAME_AS.iter().any(|same| same.field == field.key) {
        return ().erase();
    }
    let answers = sheet.answers();
    let offered = ArcMemo::new(move |_| {
        answers.with(|answers| {
            carry::shortcuts(field.key, answers).map(|(same, _)| (same.from, same.label)).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="button-row">
            {move || offered.get().into_iter().map(|(from, label)| {
                let command = Command::Same { field: field.key.to_owned(), from: from.to_owned() };
                view! { <button class="button button-small" type="submit" name=NAME value=command.value()>{label}</button> }
            }).collect_view()}
        </div>
    }
    .erase()
}
