//! The notice of what an act came to.

use leptos::prelude::*;

use crate::review::functions::ActOutcome;
use crate::ui::erase::Erase as _;

/// The notice of it.
pub fn notice(outcome: &ActOutcome) -> AnyView {
    let done = |words: String| view! { <div class="notice notice-done"><h2>{words}</h2></div> }.erase();
    match outcome {
        ActOutcome::Decided(action) => done(format!("已办理：{}", action.label())),
        ActOutcome::Settled { same_child: true } => done("已判断：同一个孩子".to_owned()),
        ActOutcome::Settled { same_child: false } => done("已判断：不是同一个孩子".to_owned()),
        ActOutcome::Released => done("已放回待办".to_owned()),
        ActOutcome::Approved { approved, left: 0, .. } => done(format!("已通过{approved}条")),
        ActOutcome::Approved { approved, left, why } => {
            let why = why.iter().map(|why| view! { <li>{why.clone()}</li> }).collect_view();
            view! {
                <div class="notice notice-attention">
                    <h2>"已通过" {*approved} "条"</h2>
                    <p>"有" {*left} "条未通过："</p>
                    <ul>{why}</ul>
                </div>
            }
            .erase()
        }
    }
}
