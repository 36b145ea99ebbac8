//! The township of a transfer: a search by name or initials, and one select a level down to the township.
//! Without a script the server fills the next list and a button asks for it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::divisions::{PlaceStep, along};
use crate::api::reviews::deed::{GO, TOWNSHIP};
use crate::components::field::address::{LABELS, search, select};
use crate::components::html::{Piece, el};

/// The lists, and where the last choice went: an answer that comes late must not write over a newer one.
#[derive(Clone)]
struct Lists {
    steps: ArcRwSignal<Vec<PlaceStep>>,
    wanted: ArcStoredValue<String>,
}

/// The search and the selects.
pub fn township(places: Vec<PlaceStep>) -> Piece {
    let lists = Lists { steps: ArcRwSignal::new(places), wanted: ArcStoredValue::default() };
    let found = lists.clone();
    let selects = TOWNSHIP.iter().zip(LABELS).map(|(name, label)| lists.select(name, label));
    let deeper = el("button")
        .class("button without-script")
        .attr("type", "submit")
        .attr("name", GO)
        .attr("value", "stay")
        .child("下一级");
    Piece::Many(vec![
        // A village leads to its township, a county to the list of its townships.
        search("to", Arc::new(move |item| found.fetch(item.code.clone()))),
        el("div").class("cascade").attr("id", "to").children(selects).child(deeper).into(),
    ])
}

impl Lists {
    fn select(&self, name: &'static str, label: &'static str) -> Piece {
        let level = name.trim_start_matches("to.");
        let lists = self.clone();
        select(&self.steps, level, label, (format!("i-{name}"), name.to_owned()))
            .on("change", move |ev| lists.chosen(level, event_target_value(&ev)))
            .into()
    }

    fn chosen(&self, level: &str, code: String) {
        if level == "township" && !code.is_empty() {
            self.wanted.set_value(code.clone());
            let noted = |step: &mut PlaceStep| code.clone_into(&mut step.chosen);
            self.steps.update(|steps| steps.iter_mut().filter(|step| step.level == level).for_each(noted));
            return;
        }
        // Nothing chosen is the unit above.
        let above = self.steps.with_untracked(|steps| {
            let at = steps.iter().position(|step| step.level == level)?;
            steps.get(at.checked_sub(1)?).map(|step| step.chosen.clone())
        });
        self.fetch(if code.is_empty() { above.unwrap_or_default() } else { code });
    }

    fn fetch(&self, code: String) {
        let lists = self.clone();
        self.wanted.set_value(code.clone());
        spawn_local(async move {
            let Ok(mut found) = along(code.clone(), 0).await else { return };
            if lists.wanted.with_value(|wanted| *wanted == code) {
                found.retain(|step| step.level != "village");
                lists.steps.set(found);
            }
        });
    }
}
