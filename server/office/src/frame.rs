//! Around the content of a signed-in person's page: the officials' frame, and what became of an act.

use app::addresses;
use app::platform::TextSize;
use app::review::frame::{framed, refusal};
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use axum::http::Uri;
use domain::view::access::ActorView;
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

/// Why a form was not taken, above its inputs.
pub(crate) fn failed(words: Option<String>) -> AnyView {
    let words =
        words.map(|words| view! { <p class="finding finding-error"><span>{Icon::Alert.view()} " " {words}</span></p> });
    view! { <div role="alert" id="failed" tabindex="-1">{words}</div> }.erase()
}

/// A page without the officials' frame: the band with the name and the size of the text.
pub(crate) fn plain(here: &Uri, size: TextSize, content: AnyView) -> AnyView {
    let back = here.path_and_query().map_or("/", |here| here.as_str()).to_owned();
    let large = size == TextSize::Large;
    view! {
        <div class="page">
            <a class="skip" href="#content">"跳到正文"</a>
            <header class="band">
                <div class="band-inner">
                    <span class="brand">"童册 · 儿童信息登记"</span>
                    <form class="no-print" method="post" action=addresses::TEXT_SIZE>
                        <input type="hidden" name="back" value=back/>
                        <input type="hidden" name="size" value=size.other().name()/>
                        <button type="submit" aria-pressed=large.to_string()>
                            {Icon::TextSize.view()} {if large { "标准字" } else { "大字版" }}
                        </button>
                    </form>
                </div>
            </header>
            <main class="content" id="content" tabindex="-1">{content}</main>
        </div>
    }
    .erase()
}
