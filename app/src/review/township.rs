//! The township of a transfer: a search by name or initials, and one select a level down to the township.
//! Without a script the server fills the next list and a button asks for it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::places::functions::{PlaceStep, along};
use crate::platform;
use crate::question::field::address::{LABELS, Lists, search};
use crate::review::functions::command::{GO, TOWNSHIP};
use crate::ui::html::{El, Piece, el};

/// The lists, and where the last choice went: an answer that comes late must not write over a newer one.
#[derive(Clone)]
struct Way {
    lists: Lists,
    wanted: ArcStoredValue<String>,
}

/// The search and the selects.
pub fn township(places: Vec<PlaceStep>) -> Piece {
    let way = Way { lists: Lists::new(places), wanted: ArcStoredValue::default() };
    let found = way.clone();
    let selects = TOWNSHIP.iter().zip(LABELS).map(|(name, label)| way.select(name, label));
    let deeper = el("button")
        .class("button without-script")
        .attr("type", "submit")
        .attr("name", GO)
        .attr("value", "stay")
        .child("下一级");
    Piece::Many(vec![
        // A village leads to its township, a county to the list of its townships.
        search("to", Arc::new(move |item| found.fetch(item.code.clone()))),
        way.lists.cascade(selects).attr("id", "to").child(deeper).into(),
    ])
}

impl Way {
    fn select(&self, name: &'static str, label: &'static str) -> El {
        let level = name.trim_start_matches("to.");
        let way = self.clone();
        let select = self.lists.select(level, label, (format!("i-{name}"), name.to_owned()));
        select.on("change", move |ev| way.chosen(level, event_target_value(&ev)))
    }

    fn chosen(&self, level: &str, code: String) {
        if level == "township" && !code.is_empty() {
            self.lists.note(level, &code);
            self.wanted.set_value(code);
            return;
        }
        // Nothing chosen is the unit above.
        self.fetch(if code.is_empty() { self.lists.above(level).unwrap_or_default() } else { code });
    }

    fn fetch(&self, code: String) {
        let way = self.clone();
        self.wanted.set_value(code.clone());
        self.lists.expect(&code);
        spawn_local(async move {
            let found = along(code.clone(), 0).await;
            if !way.wants(&code) {
                return;
            }
            let Ok(mut steps) = found else {
                way.lists.come(None);
                return platform::once_online(move || {
                    if way.wants(&code) {
                        way.fetch(code);
                    }
                });
            };
            steps.retain(|step| step.level != "village");
            way.lists.come(Some(steps));
        });
    }

    /// Whether nothing else was chosen since.
    fn wants(&self, code: &str) -> bool {
        self.wanted.with_value(|wanted| wanted == code)
    }
}
