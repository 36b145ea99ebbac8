//! An adult's paper: the type first, the ID card by default, then the number.

use domain::form::{Field, Value};
use domain::values::PaperKind;
use leptos::prelude::*;

use super::{Initial, Sheet};
use crate::components::erase::Erase as _;

/// The select, the number, and the reason when there is no paper.
pub(super) fn paper(sheet: &Sheet, field: &'static Field, initial: &Initial) -> AnyView {
    let (key, answers) = (field.key, sheet.answers());
    let (kind, number, reason) = (format!("{key}.type"), format!("{key}.number"), format!("{key}.reason"));
    let chosen = initial.of(&kind);
    let options = PaperKind::ALL
        .iter()
        .map(|kind| view! { <option value=kind.code() selected=kind.code() == chosen>{kind.label()}</option> })
        .collect_view();
    let none = ArcMemo::new(move |_| {
        answers.with(
            |answers| matches!(answers.value(key), Some(Value::Paper(paper)) if paper.kind == PaperKind::None.code()),
        )
    });
    let some = none.clone();
    view! {
        <label class="sub">"证件类型" <select class="input" name=kind>{options}</select></label>
        <label class="sub" hidden=move || some.get()>
            "证件号码"
            <input
                class="input input-id"
                type="text"
                name=number.clone()
                value=initial.of(&number)
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
            />
        </label>
        <label class="sub" hidden=move || !none.get()>
            "为什么没有证件？"
            <input class="input" type="text" name=reason.clone() value=initial.of(&reason) autocomplete="off"/>
        </label>
    }
    .erase()
}
