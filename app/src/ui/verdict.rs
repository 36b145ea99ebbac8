//! Why a child is in scope or not, in plain words with the clauses.

use crate::ui::erase::Erase as _;
use domain::eligibility::Reason;
use leptos::prelude::*;

/// The reasons for a family: the sentences, and once the documents that they come from.
pub fn reasons_for_family(reasons: &[Reason]) -> AnyView {
    let items = reasons.iter().map(|reason| view! { <li><p>{reason.text.clone()}</p></li> }).collect_view();
    let mut documents: Vec<String> = Vec::new();
    for clause in reasons.iter().flat_map(|reason| reason.clause.split('；')) {
        let document = clause.split_once('号').map(|(document, _)| [document, "号"].concat());
        documents.extend(document.filter(|document| !documents.contains(document)));
    }
    let based = (!documents.is_empty()).then(|| {
        view! {
            <p class="small">"依据：民政部等部门文件（" {whole(documents.iter().map(String::as_str), "、")} "）"</p>
        }
    });
    view! {
        <ul class="reasons">{items}</ul>
        {based}
    }
    .erase()
}

/// Names of documents, each in one piece, with `between` behind all but the last.
fn whole<'a>(names: impl Iterator<Item = &'a str>, between: &str) -> AnyView {
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    let before_last = names.len().saturating_sub(1);
    names.iter_mut().take(before_last).for_each(|name| name.push_str(between));
    names.into_iter().map(|name| view! { <span class="whole">{name}</span> }).collect_view().erase()
}

/// The reasons, each with its clauses.
pub fn reasons(reasons: &[Reason]) -> AnyView {
    let items = reasons
        .iter()
        .map(|reason| {
            view! {
                <li>
                    <p>{reason.text.clone()}</p>
                    <p class="small">"依据：" {whole(reason.clause.split('；'), "；")}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="reasons">{items}</ul> }.erase()
}
