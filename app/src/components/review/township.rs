//! The township of a transfer: one select a level, down to the township. Without a script the server
//! fills the next list and a button asks for it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::divisions::{PlaceStep, along};
use crate::api::reviews::deed::{GO, TOWNSHIP};
use crate::components::erase::Erase as _;

/// Names of the levels, outermost first.
const LABELS: [&str; 4] = ["省（直辖市、自治区）", "市（地区）", "县（区）", "乡镇（街道）"];

/// The selects.
pub fn township(places: Vec<PlaceStep>) -> AnyView {
    let steps = RwSignal::new(places);
    let selects = TOWNSHIP.iter().zip(LABELS).map(|(name, label)| select(steps, name, label)).collect_view();
    view! {
        <div class="cascade" id="to">
            {selects}
            <button class="button without-script" type="submit" name=GO value="stay">"下一级"</button>
        </div>
    }
    .erase()
}

fn select(steps: RwSignal<Vec<PlaceStep>>, name: &'static str, label: &'static str) -> AnyView {
    let level = name.trim_start_matches("to.");
    let place = move || steps.with(|steps| steps.iter().position(|step| step.level == level));
    let options = move || {
        let step = steps.with(|steps| steps.iter().find(|step| step.level == level).cloned()).unwrap_or_default();
        let chosen = step.chosen;
        let listed = step.options.into_iter().map(|(code, words)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{words}</option> }
        });
        listed.collect_view()
    };
    let change = move |ev| {
        let code = event_target_value(&ev);
        let Some(at) = place() else { return };
        let above = steps.with_untracked(|steps| at.checked_sub(1).map(|at| steps[at].chosen.clone()));
        let code = if code.is_empty() { above.unwrap_or_default() } else { code };
        if level == "township" && !code.is_empty() {
            return;
        }
        spawn_local(async move {
            if let Ok(mut found) = along(code, 0).await {
                found.retain(|step| step.level != "village");
                steps.set(found);
            }
        });
    };
    view! {
        <select class="input" id=format!("i-{name}") name=name aria-label=label hidden=move || place().is_none() on:change=change>
            <option value="">{label}</option>
            {options}
        </select>
    }
    .erase()
}
