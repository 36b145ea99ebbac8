//! An address: a search by name or initials, one select a level, the rest in words.
//!
//! Without a script the server fills the selects down to the level after the chosen one, and a button
//! asks for the next. With it the lists follow the choice. Selects are the phone's own, so they are
//! large, known, and work with every reader of the screen.

mod lists;
mod search;

use std::sync::Arc;

use domain::divisions::Address;
use domain::form::inputs::CASCADE;
use domain::form::{Field, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Initial, Screen};
use crate::declaration::command::Command;
use crate::question::bar::submit;
use crate::ui::html::{Piece, el};
use crate::{places, platform};

pub use lists::{LABELS, Lists};
pub use search::{Choose, search};

/// The lists of an address field.
#[derive(Clone)]
struct Places {
    screen: Screen,
    key: &'static str,
    lists: Lists,
}

/// The control.
pub(crate) fn address(screen: &Screen, field: &'static Field, initial: &Initial) -> Piece {
    let key = field.key;
    let places = Places { screen: screen.clone(), key, lists: Lists::new(screen.places(key).to_vec()) };
    places.follow();
    let selects = CASCADE.iter().zip(LABELS).map(|((level, _), label)| {
        places.lists.select(level, label, (format!("i-{key}-{level}"), format!("{key}.{level}")))
    });
    let code = places.code();
    let (detail, outside) = (format!("{key}.detail"), format!("{key}.outside"));
    let deeper = submit("button without-script", &Command::Stay).child("下一级");
    let abroad = abroad_possible(key).then(|| {
        el("details")
            .class("outside")
            .flag("open", !initial.of(&outside).is_empty())
            .child(el("summary").child("不在内地（在国外或港澳台）"))
            .child(el("label").class("sub").child("国家或地区").child(super::line("input", &outside, initial)))
    });
    Piece::Many(vec![
        search(key, takes(screen, field)),
        el("input")
            .attr("type", "hidden")
            .attr("name", format!("{key}.division"))
            .live("value", move || Some(code.get().into()))
            .into(),
        places.lists.cascade(selects).child(deeper).into(),
        el("label")
            .class("sub")
            .child("详细地址（小区、门牌、村组）")
            .child(super::line("input", &detail, initial))
            .into(),
        abroad.into(),
    ])
}

/// Only grown-ups are asked for places outside the mainland.
fn abroad_possible(key: &str) -> bool {
    key != "hukou_address" && key != "current_address"
}

/// Takes the place that was found; what was written beside the old one stays.
fn takes(screen: &Screen, field: &'static Field) -> Choose {
    let screen = screen.clone();
    Arc::new(move |item| {
        let held = screen.answers().with_untracked(|answers| answers.value(field.key).cloned());
        let held = if let Some(Value::Address(address)) = held { address } else { Address::default() };
        let address = Address { division_code: item.code.clone(), division_path: item.path.clone(), ..held };
        screen.declaration().fill(field, Some(Value::Address(address)));
    })
}

impl Places {
    /// The code chosen, as the answers have it.
    fn code(&self) -> ArcMemo<String> {
        let (answers, key) = (self.screen.answers(), self.key);
        ArcMemo::new(move |_| {
            answers.with(|answers| match answers.value(key) {
                Some(Value::Address(address)) => address.division_code.clone(),
                _ => String::new(),
            })
        })
    }

    /// Fetches the lists whenever another place was chosen. Those that the page brought are kept.
    fn follow(&self) {
        let (places, code) = (self.clone(), self.code());
        Effect::new(move |before: Option<String>| {
            let code = code.get();
            if before.is_none() && places.listed() {
                return code;
            }
            if before.as_ref() != Some(&code) {
                places.lists.expect(&code);
                spawn_local(places.clone().fetch(code.clone()));
            }
            code
        });
    }

    /// Whether the page has lists.
    fn listed(&self) -> bool {
        platform::option_count(&format!("i-{}-province", self.key)) > 1
    }

    async fn fetch(self, code: String) {
        let found = places::along(code.clone()).await;
        if self.code().get_untracked() != code {
            return;
        }
        let Ok(steps) = found else {
            self.lists.come(None);
            // Those of the place that is chosen then.
            return platform::once_online(move || {
                let code = self.code().get_untracked();
                spawn_local(self.fetch(code));
            });
        };
        let names: Vec<&str> = steps
            .iter()
            .filter_map(|step| step.options.iter().find(|(option, _)| *option == step.chosen))
            .map(|(_, name)| name.as_str())
            .collect();
        self.screen.declaration().name_place(self.key, &code, &names.join("/"));
        self.lists.come(Some(steps));
    }
}
