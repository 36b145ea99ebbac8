//! What happened to the record, newest first.

use domain::form::Form;
use domain::view::review::{EventView, RecordView};
use leptos::prelude::*;

use crate::review::marks;
use crate::ui::erase::Erase as _;
use crate::ui::time;

/// The card.
pub(crate) fn history(form: &'static Form, record: &RecordView) -> AnyView {
    let items: Vec<_> = record.history.iter().map(|event| one(form, event)).collect();
    view! {
        <section class="card">
            <h2>"办理记录"</h2>
            <ol class="history">{items}</ol>
        </section>
    }
    .erase()
}

fn one(form: &'static Form, event: &EventView) -> AnyView {
    let comments: Vec<_> = event
        .comments
        .iter()
        .map(|comment| {
            let label = form.field(&comment.field).map(domain::form::Field::official_label);
            view! { <li class="lines">{label} "：" {comment.text.clone()}</li> }
        })
        .collect();
    let moved = event.action.is_none_or(domain::review::Action::moves);
    view! {
        <li>
            <p>
                <strong>{event.action.map_or("提交", domain::review::Action::label)}</strong>
                " · " {event.by.clone()} " · " <span class="small">{time::moment(event.at)}</span> " " {moved.then(|| marks::state(event.state))}
            </p>
            {event.reason.clone().map(|reason| view! { <p class="said">{reason}</p> })}
            {(!comments.is_empty()).then(|| view! { <ul>{comments}</ul> })}
        </li>
    }
    .erase()
}
