//! A child's ID number: normalised, read back in groups with what it says about the child.

use domain::form::{Field, Value};
use domain::values::NationalId;
use domain::values::date::chinese;
use leptos::prelude::*;

use super::{Initial, Sheet, described};
use crate::components::erase::Erase as _;

/// The input and what was read from it.
pub(super) fn national_id(sheet: &Sheet, field: &'static Field, initial: &Initial) -> AnyView {
    let (key, answers) = (field.key, sheet.answers());
    let read = ArcMemo::new(move |_| {
        let number = answers.with(|answers| answers.value(key).and_then(Value::as_text).map(NationalId::parse));
        number.and_then(Result::ok).map(|id| {
            let digits = id.as_str();
            let grouped = format!("{} {} {}", &digits[..6], &digits[6..14], &digits[14..]);
            (grouped, chinese(id.birth_date()), id.sex().label())
        })
    });
    view! {
        <input
            class="input input-id"
            type="text"
            id=format!("i-{key}")
            name=key
            value=initial.of(key)
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            aria-describedby=described(field)
        />
        <div aria-live="polite">
            {move || read.get().map(|(number, born, sex)| view! {
                <p class="readback">
                    <strong>{number}</strong>
                    <span>{born} "生，" {sex} "孩。请对照户口簿看一遍。"</span>
                </p>
            })}
        </div>
    }
    .erase()
}
