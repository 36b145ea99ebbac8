//! Records that may be of the same child (V-10): decided before the record is approved.

use domain::duplicates::{Level, Reason};
use domain::view::review::{CandidateView, RecordView};
use leptos::prelude::*;

use crate::addresses;
use crate::review::functions::command::GO;
use crate::review::marks;
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;

/// The card; nothing without candidates.
pub(crate) fn candidates(record: &RecordView) -> AnyView {
    if record.candidates.is_empty() {
        return ().erase();
    }
    let decides = !record.actions.is_empty();
    let items: Vec<_> = record.candidates.iter().map(|candidate| one(candidate, decides)).collect();
    view! {
        <section class="card" id="candidates" tabindex="-1">
            <h2>{Icon::Sibling.view()} " 可能是同一个孩子"</h2>
            <p class="small">"通过之前，请逐条判断。双胞胎、多胞胎请选“不是同一个孩子”。"</p>
            <ul class="candidates">{items}</ul>
        </section>
    }
    .erase()
}

fn one(candidate: &CandidateView, decides: bool) -> AnyView {
    let near = !candidate.id.is_empty();
    let who = if near { candidate.child_name.clone() } else { "其他地区的一条登记".to_owned() };
    let href = addresses::review::record(&candidate.id);
    let decided = candidate.same_child.map(|same| {
        let words = if same { "已判断：同一个孩子" } else { "已判断：不是同一个孩子" };
        view! { <span class="tag tag-done">{Icon::Check.view()} {words}</span> }
    });
    let other_side = candidate.other_side.filter(|_| candidate.same_child.is_none()).map(|same| {
        let words = if same { "对方认为是同一个孩子" } else { "对方认为不是同一个孩子" };
        view! { <p class="small">{words} "。本条登记仍由您判断。"</p> }
    });
    let buttons = (decides && candidate.same_child.is_none()).then(|| {
        view! {
            <div class="button-row">
                <button class="button button-small" type="submit" name=GO value=format!("same:{}", candidate.id)>"同一个孩子"</button>
                <button class="button button-small" type="submit" name=GO value=format!("different:{}", candidate.id)>"不是同一个孩子"</button>
            </div>
        }
    });
    view! {
        <li>
            <p>
                <strong>{who}</strong> " · " {candidate.place.clone()} " " {marks::state(candidate.state)}
                {near.then(|| view! { " " <a href=href target="_blank" rel="noopener">"打开对照"</a> })}
            </p>
            <p>{level(candidate)}</p>
            {reasons("相同或相近：", candidate, false)}
            {reasons("不同：", candidate, true)}
            {decided}
            {other_side}
            {buttons}
        </li>
    }
    .erase()
}

/// How sure the suspicion is; twins are asked about.
fn level(candidate: &CandidateView) -> AnyView {
    let twins = candidate.reasons.contains(&Reason::Twins).then(|| Reason::Twins.label());
    let class = if candidate.level == Level::Possible { "tag" } else { "tag tag-attention" };
    view! {
        <span class=class>{Icon::Sibling.view()} {candidate.level.label()}</span>
        {twins.map(|words| view! { " " <span class="tag">{words}</span> })}
    }
    .erase()
}

/// What speaks for one child, or against it.
fn reasons(lead: &'static str, candidate: &CandidateView, against: bool) -> Option<AnyView> {
    let kinds = candidate.reasons.iter().filter(|reason| **reason != Reason::Twins && reason.against() == against);
    let words: Vec<&str> = kinds.map(|reason| reason.label()).collect();
    (!words.is_empty()).then(|| view! { <p class="small">{lead} {words.join("；")}</p> }.erase())
}
