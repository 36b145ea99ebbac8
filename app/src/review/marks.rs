//! Marks of a record: a drawing and words, never colour alone.

use domain::register::State;
use domain::view::review::QueueRow;
use leptos::prelude::*;

use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;

/// The marks of a line of the queue.
pub fn marks(row: &QueueRow) -> AnyView {
    let findings = (row.findings > 0).then(|| {
        view! { <span class="tag tag-attention">{Icon::Alert.view()} {row.findings} "处提示"</span> }
    });
    view! {
        {row.alert.then(|| view! { <span class="tag tag-danger">{Icon::Alert.view()} "请立即核实"</span> })}
        {row.duplicates.then(|| view! { <span class="tag tag-attention">{Icon::Sibling.view()} "疑似重复"</span> })}
        {findings}
        {row.claimed_by.clone().map(|by| view! { <span class="tag">{Icon::Phone.view()} {by} "正在办理"</span> })}
    }
    .erase()
}

/// The state.
pub fn state(state: State) -> AnyView {
    let class = match state {
        State::Returned | State::Transferring => "tag tag-attention",
        State::Rejected | State::Void => "tag tag-danger",
        State::Draft | State::Submitted | State::Exited => "tag",
        _ => "tag tag-done",
    };
    view! { <span class=class>{state.label()}</span> }.erase()
}
