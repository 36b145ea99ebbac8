//! Why a child is in scope or not, in plain words with the clauses.

use crate::components::erase::Erase as _;
use domain::eligibility::Reason;
use leptos::prelude::*;

/// The reasons.
pub fn reasons(reasons: &[Reason]) -> AnyView {
    let items = reasons
        .iter()
        .map(|reason| {
            view! {
                <li>
                    <p>{reason.text.clone()}</p>
                    <p class="small">"依据：" {reason.clause.clone()}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="reasons">{items}</ul> }.erase()
}
