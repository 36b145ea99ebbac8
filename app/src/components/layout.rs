//! The frame of every page: band with the name and the text size, content, foot.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::icon::Icon;
use crate::components::erase::Erase;
use crate::platform::{TextSize, remember_text_size, text_size};

/// The size of the text on this page.
#[derive(Clone)]
pub struct TextSizeState(ArcRwSignal<TextSize>);

impl Default for TextSizeState {
    fn default() -> Self {
        Self(ArcRwSignal::new(text_size()))
    }
}

/// A page with its title.
pub fn page(title: impl Into<String>, content: impl Erase) -> AnyView {
    frame(title.into(), content.erase())
}

fn frame(title: String, content: AnyView) -> AnyView {
    view! {
        <Title text=title/>
        <div class="page">
            <a class="skip" href="#content">"跳到正文"</a>
            <header class="band">
                <div class="band-inner">
                    <span class="brand">"童册 · 儿童信息登记"</span>
                    {size_button()}
                </div>
            </header>
            <main class="content" id="content" tabindex="-1">{content}</main>
        </div>
    }
    .erase()
}

fn size_button() -> AnyView {
    let TextSizeState(size) = use_context().unwrap_or_default();
    let path = use_location().pathname;
    let (other, pressed, words) = (size.clone(), size.clone(), size.clone());
    let toggle = move |ev: SubmitEvent| {
        ev.prevent_default();
        size.update(|size| *size = size.other());
        remember_text_size(size.get_untracked());
    };
    view! {
        <form method="post" action="/text-size" on:submit=toggle class="no-print">
            <input type="hidden" name="back" value=move || path.get()/>
            <input type="hidden" name="size" value=move || other.get().other().name()/>
            <button type="submit" aria-pressed=move || (pressed.get() == TextSize::Large).to_string()>
                {Icon::TextSize.view()}
                {move || if words.get() == TextSize::Large { "标准字" } else { "大字版" }}
            </button>
        </form>
    }
    .erase()
}

/// The place of a page that is being fetched: skeletons of about the right size.
pub fn waiting() -> AnyView {
    view! {
        <div class="content" aria-busy="true">
            <p class="visually-hidden" role="status">"正在打开…"</p>
            <div class="skeleton"></div>
            <div class="skeleton"></div>
        </div>
    }
    .erase()
}
