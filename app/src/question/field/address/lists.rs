//! One select a level down to a place, and the room of the one that is on its way.

use leptos::prelude::*;

use crate::places::functions::PlaceStep;
use crate::ui::html::{El, el};

/// Names of the levels for the empty option and for readers of the screen, outermost first.
pub const LABELS: [&str; 5] = ["省（自治区、直辖市）", "市（地区）", "县（区）", "乡镇（街道）", "村（社区），可不选"];

/// The lists along the chosen place.
#[derive(Clone)]
pub struct Lists {
    steps: ArcRwSignal<Vec<PlaceStep>>,
    /// The list below the last one is on its way.
    coming: ArcRwSignal<bool>,
}

impl Lists {
    /// These lists.
    #[must_use]
    pub fn new(steps: Vec<PlaceStep>) -> Self {
        Self { steps: ArcRwSignal::new(steps), coming: ArcRwSignal::default() }
    }

    /// `code` was chosen. Where it opens one more list, that one keeps its place from now on: what stands below must
    /// not move later, while it is pressed.
    pub fn expect(&self, code: &str) {
        let offers = |step: &PlaceStep| step.options.iter().any(|(option, _)| option == code);
        let steps = &self.steps;
        self.coming.set(steps.with_untracked(|steps| steps.last().is_some_and(|last| last.deeper && offers(last))));
    }

    /// What was expected came, or could not be had (`None`).
    pub fn come(&self, steps: Option<Vec<PlaceStep>>) {
        self.coming.set(false);
        if let Some(steps) = steps {
            self.steps.set(steps);
        }
    }

    /// `code` was chosen in the list of `level`, and nothing else changes.
    pub fn note(&self, level: &str, code: &str) {
        let noted = |step: &mut PlaceStep| code.clone_into(&mut step.chosen);
        self.steps.update(|steps| steps.iter_mut().filter(|step| step.level == level).for_each(noted));
    }

    /// What is chosen in the list above that of `level`.
    #[must_use]
    pub fn above(&self, level: &str) -> Option<String> {
        self.steps.with_untracked(|steps| {
            let at = steps.iter().position(|step| step.level == level)?;
            steps.get(at.checked_sub(1)?).map(|step| step.chosen.clone())
        })
    }

    /// The selects and the place of the next one.
    #[must_use]
    pub fn cascade(&self, selects: impl IntoIterator<Item = El>) -> El {
        let coming = self.coming.clone();
        let next = el("div").class("input").attr("aria-hidden", "true").hidden(move || !coming.get());
        el("div").class("cascade").children(selects.into_iter().map(Into::into)).child(next)
    }

    /// The select of a level; hidden while there is no list for it. `id` and `name` are its attributes.
    #[must_use]
    pub fn select(&self, level: &'static str, label: &'static str, (id, name): (String, String)) -> El {
        let (options, empty) = (self.steps.clone(), self.steps.clone());
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
