//! Finds a place by a part of its name or by pinyin initials; needs a script.

use std::time::Duration;

use domain::form::{Address, Field, Value};
use domain::view::DivisionItem;
use leptos::ev::{Event, KeyboardEvent};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::divisions::search as find;
use crate::components::erase::Erase as _;
use crate::components::field::Sheet;

/// A pause in typing after which the server is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// State of the search.
#[derive(Clone)]
struct Search {
    sheet: Sheet,
    field: &'static Field,
    words: ArcRwSignal<String>,
    found: ArcRwSignal<Vec<DivisionItem>>,
    active: ArcRwSignal<usize>,
    timer: ArcStoredValue<Option<TimeoutHandle>>,
}

/// The combobox.
pub(super) fn search(sheet: &Sheet, field: &'static Field) -> AnyView {
    let search = Search {
        sheet: sheet.clone(),
        field,
        words: ArcRwSignal::default(),
        found: ArcRwSignal::default(),
        active: ArcRwSignal::default(),
        timer: ArcStoredValue::new(None),
    };
    let key = field.key;
    let (list, expanded, shown) = (format!("r-{key}"), search.found.clone(), search.clone());
    let (active, active_of) = (search.active.clone(), search.found.clone());
    let value = search.words.clone();
    let on_input = {
        let search = search.clone();
        move |ev: Event| search.typed(event_target_value(&ev))
    };
    let on_key = {
        let search = search.clone();
        move |ev: KeyboardEvent| search.pressed(&ev)
    };
    let on_blur = {
        let search = search.clone();
        move |_| {
            let search = search.clone();
            set_timeout(move || search.found.set(Vec::new()), PAUSE)
        }
    };
    view! {
        <div class="place-search">
            <input
                class="input"
                type="text"
                role="combobox"
                aria-label="搜地名"
                aria-autocomplete="list"
                aria-controls=list.clone()
                aria-expanded=move || (!expanded.with(Vec::is_empty)).to_string()
                aria-activedescendant=move || {
                    (!active_of.with(Vec::is_empty)).then(|| format!("r-{key}-{}", active.get()))
                }
                placeholder="搜地名或拼音首字母，如：长虹、chjd"
                autocomplete="off"
                prop:value=move || value.get()
                on:input=on_input
                on:keydown=on_key
                on:blur=on_blur
            />
            <ul class="place-results" role="listbox" aria-label="找到的地方" id=list hidden={ let found = search.found.clone(); move || found.with(Vec::is_empty) }>
                {move || shown.options()}
            </ul>
        </div>
    }
    .erase()
}

impl Search {
    fn options(&self) -> AnyView {
        let active = self.active.get();
        let options = self.found.get().into_iter().enumerate().map(|(index, item)| {
            let (search, chosen) = (self.clone(), item.clone());
            let choose = move |_| search.choose(&chosen);
            view! {
                <li role="option" id=format!("r-{}-{index}", self.field.key) aria-selected=(index == active).to_string() on:mousedown=choose>
                    {item.name} <span class="small">{item.path.replace('/', " ")}</span>
                </li>
            }
        });
        options.collect_view().erase()
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
        let Ok(found) = find(words.clone()).await else { return };
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
        let held = self.sheet.answers().with_untracked(|answers| answers.value(self.field.key).cloned());
        let held = if let Some(Value::Address(address)) = held { address } else { Address::default() };
        let address = Address { division_code: item.code.clone(), division_path: item.path.clone(), ..held };
        self.sheet.declaration().fill(self.field, Some(Value::Address(address)));
        self.words.set(String::new());
        self.found.set(Vec::new());
    }
}
