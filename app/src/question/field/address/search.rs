//! Finds a place by a part of its name or by pinyin initials; needs a script.

use std::sync::Arc;
use std::time::Duration;

use domain::divisions::DivisionItem;
use leptos::ev::KeyboardEvent;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;

use crate::places;
use crate::ui::html::{Piece, el, live};

/// A pause in typing after which somebody is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// What happens with the place that was chosen.
pub type Choose = Arc<dyn Fn(&DivisionItem) + Send + Sync>;

/// State of the search.
#[derive(Clone)]
struct Search {
    key: &'static str,
    choose: Choose,
    words: ArcRwSignal<String>,
    found: ArcRwSignal<Vec<DivisionItem>>,
    active: ArcRwSignal<usize>,
    timer: ArcStoredValue<Option<TimeoutHandle>>,
}

/// The combobox. `key` is told apart from that of any other on the page.
pub fn search(key: &'static str, choose: Choose) -> Piece {
    let search = Search {
        key,
        choose,
        words: ArcRwSignal::default(),
        found: ArcRwSignal::default(),
        active: ArcRwSignal::default(),
        timer: ArcStoredValue::new(None),
    };
    let list = format!("r-{key}");
    let none = ArcMemo::new({
        let found = search.found.clone();
        move |_| found.with(Vec::is_empty)
    });
    let (closed, without, active, value) = (none.clone(), none.clone(), search.active.clone(), search.words.clone());
    let (typing, pressing, leaving, shown) = (search.clone(), search.clone(), search.clone(), search);
    let input = el("input")
        .class("input")
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-label", "搜地名")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", list.clone())
        .live("aria-expanded", move || Some(if closed.get() { "false" } else { "true" }.into()))
        .live("aria-activedescendant", move || (!without.get()).then(|| format!("r-{key}-{}", active.get()).into()))
        .attr("placeholder", "搜地名或拼音首字母")
        .attr("autocomplete", "off")
        .property("value", move || value.get())
        .on("input", move |ev| typing.typed(event_target_value(&ev)))
        .on("keydown", move |ev| pressing.pressed(&ev.unchecked_into()))
        .on("blur", move |_| {
            let search = leaving.clone();
            set_timeout(move || search.found.set(Vec::new()), PAUSE);
        });
    let results = el("ul")
        .class("place-results")
        .attr("role", "listbox")
        .attr("aria-label", "找到的地方")
        .attr("id", list)
        .hidden(move || none.get())
        .child(live(move || shown.options()));
    el("div").class("place-search").child(input).child(results).into()
}

impl Search {
    fn options(&self) -> Piece {
        let active = self.active.get();
        let options = self.found.get().into_iter().enumerate().map(|(index, item)| {
            let (search, chosen) = (self.clone(), item.clone());
            el("li")
                .attr("role", "option")
                .attr("id", format!("r-{}-{index}", self.key))
                .attr("aria-selected", if index == active { "true" } else { "false" })
                .on("mousedown", move |_| search.choose(&chosen))
                .child(item.name)
                .child(" ")
                .child(el("span").class("small").child(item.path.replace('/', " ")))
                .into()
        });
        Piece::Many(options.collect())
    }

    fn typed(&self, words: String) {
        self.words.set(words.clone());
        if let Some(timer) = self.timer.write_value().take() {
            timer.clear();
        }
        if words.trim().is_empty() {
            self.found.set(Vec::new());
            return;
        }
        let search = self.clone();
        let timer = set_timeout_with_handle(move || spawn_local(search.ask(words)), PAUSE);
        self.timer.set_value(timer.ok());
    }

    async fn ask(self, words: String) {
        let Ok(found) = places::search(words.clone()).await else { return };
        if self.words.get_untracked() == words {
            self.active.set(0);
            self.found.set(found);
        }
    }

    fn pressed(&self, ev: &KeyboardEvent) {
        let count = self.found.with_untracked(Vec::len);
        match ev.key().as_str() {
            "Enter" => {
                ev.prevent_default();
                let item = self.found.with_untracked(|found| found.get(self.active.get_untracked()).cloned());
                if let Some(item) = item {
                    self.choose(&item);
                }
            }
            "ArrowDown" if count > 0 => {
                ev.prevent_default();
                self.active.update(|active| *active = (*active + 1) % count);
            }
            "ArrowUp" if count > 0 => {
                ev.prevent_default();
                self.active.update(|active| *active = (*active + count - 1) % count);
            }
            "Escape" => self.found.set(Vec::new()),
            _ => {}
        }
    }

    fn choose(&self, item: &DivisionItem) {
        (self.choose)(item);
        self.words.set(String::new());
        self.found.set(Vec::new());
    }
}
