//! The frame of every page: band with the name and the text size, content, foot.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::html::{El, Piece, el, live};
use super::icon::Icon;
use crate::addresses;
use crate::platform::{TextSize, remember_text_size, text_size};
use crate::ui::erase::Erase;

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
    let title = view! { <Title text=title/> }.erase();
    let brand = el("span").class("brand").child("童册 · 儿童信息登记");
    let page = el("div")
        .class("page")
        .child(el("a").class("skip").attr("href", "#content").child("跳到正文"))
        .child(el("header").class("band").child(el("div").class("band-inner").child(brand).child(size_button())))
        .child(el("main").class("content").attr("id", "content").attr("tabindex", "-1").child(content));
    Piece::Many(vec![title.into(), page.into()]).view()
}

fn size_button() -> El {
    let TextSizeState(size) = use_context().unwrap_or_default();
    let path = use_location().pathname;
    let (other, pressed, words) = (size.clone(), size.clone(), size.clone());
    let button = el("button")
        .attr("type", "submit")
        .live("aria-pressed", move || Some(if pressed.get() == TextSize::Large { "true" } else { "false" }.into()))
        .child(Icon::TextSize.draw())
        .child(live(move || if words.get() == TextSize::Large { "标准字" } else { "大字版" }.into()));
    let hidden = |name| el("input").attr("type", "hidden").attr("name", name);
    el("form")
        .class("no-print")
        .attr("method", "post")
        .attr("action", addresses::TEXT_SIZE)
        .on("submit", move |ev| {
            ev.prevent_default();
            size.update(|size| *size = size.other());
            remember_text_size(size.get_untracked());
        })
        .child(hidden("back").live("value", move || Some(path.get().into())))
        .child(hidden("size").live("value", move || Some(other.get().other().name().into())))
        .child(button)
}

/// The place of a page that is being fetched: skeletons of about the right size.
#[must_use]
pub fn waiting() -> AnyView {
    el("div")
        .class("content")
        .attr("aria-busy", "true")
        .child(el("p").class("visually-hidden").attr("role", "status").child("正在打开…"))
        .child(el("div").class("skeleton"))
        .child(el("div").class("skeleton"))
        .view()
}
