//! Around the content of a signed-in person's page: the officials' frame, and what became of an act.

use app::components::erase::Erase as _;
use app::components::icon::Icon;
use app::components::review::frame::{framed, refusal};
use domain::view::ActorView;
use gate::Refusal;
use leptos::prelude::*;

/// A page with its heading, below it what was done or why it was not.
pub(crate) fn page(
    title: &'static str,
    actor: &ActorView,
    here: &str,
    done: Option<String>,
    refused: Option<&Refusal>,
    content: AnyView,
) -> AnyView {
    let done = done.map(|message| {
        view! {
            <div class="notice notice-done" role="status" id="done">
                <p>{Icon::Done.view()} " " {message}</p>
            </div>
        }
    });
    let refused = refused.map(|refused| refusal("操作未完成", &refused.problem.clone().into()));
    let content = view! {
        <main class="content content-wide" id="content" tabindex="-1">
            <h1>{title}</h1>
            {done}
            <div id="failed" tabindex="-1">{refused}</div>
            {content}
        </main>
    };
    framed(actor, here, content.erase())
}
