//! A date as year, month and day: three small numbers, no calendar to hunt through.

use domain::form::Field;
use leptos::prelude::*;

use super::Initial;
use crate::components::erase::Erase as _;

/// The three inputs.
pub(super) fn date(field: &'static Field, initial: &Initial) -> AnyView {
    let part = |part: &str, class: &'static str, length: &'static str, word: &'static str| {
        let name = format!("{}.{part}", field.key);
        let value = initial.of(&name);
        view! {
            <label>
                <input class=class type="text" inputmode="numeric" maxlength=length name=name value=value autocomplete="off"/>
                {word}
            </label>
        }
    };
    view! {
        <div class="date">
            {part("year", "input date-year", "5", "年")}
            {part("month", "input", "3", "月")}
            {part("day", "input", "3", "日")}
        </div>
    }
    .erase()
}
