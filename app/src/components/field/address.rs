//! An address: a search by name or initials, one select a level, the rest in words.
//!
//! Without a script the server fills the selects down to the level after the chosen one, and a button
//! asks for the next. With it the lists follow the choice. Selects are the phone's own, so they are
//! large, known, and work with every reader of the screen.

mod search;

use std::sync::Arc;

use domain::form::entries::CASCADE;
use domain::form::{Address, Field, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Initial, Sheet};
use crate::api::divisions::PlaceStep;
use crate::command::Command;
use crate::components::bar::submit;
use crate::components::html::{El, Piece, el};
use crate::{places, platform};

pub use search::{Choose, search};

/// Names of the levels for the empty option and for readers of the screen, outermost first.
pub const LABELS: [&str; 5] = ["省（直辖市、自治区）", "市（地区）", "县（区）", "乡镇（街道）", "村（社区），可不选"];

/// The lists of an address field.
#[derive(Clone)]
struct Places {
    sheet: Sheet,
    key: &'static str,
    steps: ArcRwSignal<Vec<PlaceStep>>,
    /// The list below the last one is on its way.
    coming: ArcRwSignal<bool>,
}

/// The control.
pub(super) fn address(sheet: &Sheet, field: &'static Field, initial: &Initial) -> Piece {
    let key = field.key;
    let steps = ArcRwSignal::new(sheet.places(key).to_vec());
    let places = Places { sheet: sheet.clone(), key, steps, coming: ArcRwSignal::default() };
    places.follow();
    let selects = CASCADE.iter().zip(LABELS).map(|((level, _), label)| {
        select(&places.steps, level, label, (format!("i-{key}-{level}"), format!("{key}.{level}"))).into()
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
        search(key, takes(sheet, field)),
        el("input")
            .attr("type", "hidden")
            .attr("name", format!("{key}.division"))
            .live("value", move || Some(code.get().into()))
            .into(),
        el("div").class("cascade").children(selects).child(next(&places.coming)).child(deeper).into(),
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
fn takes(sheet: &Sheet, field: &'static Field) -> Choose {
    let sheet = sheet.clone();
    Arc::new(move |item| {
        let held = sheet.answers().with_untracked(|answers| answers.value(field.key).cloned());
        let held = if let Some(Value::Address(address)) = held { address } else { Address::default() };
        let address = Address { division_code: item.code.clone(), division_path: item.path.clone(), ..held };
        sheet.declaration().fill(field, Some(Value::Address(address)));
    })
}

/// The select of a level; hidden while there is no list for it. `id` and `name` are its attributes.
pub fn select(
    steps: &ArcRwSignal<Vec<PlaceStep>>,
    level: &'static str,
    label: &'static str,
    (id, name): (String, String),
) -> El {
    let (options, empty) = (steps.clone(), steps.clone());
    let find = move |steps: &[PlaceStep]| steps.iter().find(|step| step.level == level).cloned();
    el("select")
        .class("input")
        .attr("id", id)
        .attr("name", name)
        .attr("aria-label", label)
        .hidden(move || empty.with(|steps| find(steps).is_none()))
        .inner(move || {
            let step = options.with(|steps| find(steps));
            step.map(|step| options_html(&step, label)).unwrap_or_default().into()
        })
}

/// Keeps the place of the list that is on its way: what stands below must not move later, while it is pressed.
fn next(coming: &ArcRwSignal<bool>) -> El {
    let coming = coming.clone();
    el("div").class("input").attr("aria-hidden", "true").hidden(move || !coming.get())
}

impl Places {
    /// Whether choosing this opens one more list.
    fn leads_on(&self, code: &str) -> bool {
        let offers = |step: &PlaceStep| step.options.iter().any(|(option, _)| option == code);
        self.steps.with_untracked(|steps| steps.last().is_some_and(|last| last.deeper && offers(last)))
    }

    /// The code chosen, as the answers have it.
    fn code(&self) -> ArcMemo<String> {
        let (answers, key) = (self.sheet.answers(), self.key);
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
        let again = self.clone();
        platform::when_online(move || {
            // Opened without a connection, the page has no lists yet.
            if !again.listed() {
                spawn_local(again.clone().fetch(again.code().get_untracked()));
            }
        });
        Effect::new(move |before: Option<String>| {
            let code = code.get();
            if before.is_none() && places.listed() {
                return code;
            }
            if before.as_ref() != Some(&code) {
                places.coming.set(places.leads_on(&code));
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
        self.coming.set(false);
        let Ok(steps) = found else { return };
        let names: Vec<&str> = steps
            .iter()
            .filter_map(|step| step.options.iter().find(|(option, _)| *option == step.chosen))
            .map(|(_, name)| name.as_str())
            .collect();
        self.sheet.declaration().name_place(self.key, &code, &names.join("/"));
        self.steps.set(steps);
    }
}

/// The options as markup: one piece of text is cheaper for an old phone than three hundred nodes.
fn options_html(step: &PlaceStep, label: &str) -> String {
    let mut html = format!("<option value=\"\">{label}</option>");
    for (code, name) in &step.options {
        let selected = if *code == step.chosen { " selected" } else { "" };
        html.push_str("<option value=\"");
        escape(code, &mut html);
        html.push('"');
        html.push_str(selected);
        html.push('>');
        escape(name, &mut html);
        html.push_str("</option>");
    }
    html
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_become_markup() {
        let step = PlaceStep {
            level: "county".into(),
            options: vec![("\"><b>".into(), "<b>&".into())],
            ..PlaceStep::default()
        };
        assert_eq!(
            options_html(&step, "县（区）"),
            "<option value=\"\">县（区）</option><option value=\"&quot;&gt;&lt;b&gt;\">&lt;b&gt;&amp;</option>"
        );
    }
}
