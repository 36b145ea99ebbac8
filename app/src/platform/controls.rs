//! The page's own controls: what was changed or pressed, and what stands in them.

use leptos::ev;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

pub use super::page::{Change, Press};

/// Reads the control that changed and its form.
#[must_use]
pub fn changed(ev: &ev::Event) -> Option<Change> {
    let target: HtmlElement = ev.target()?.dyn_into().ok()?;
    let (name, value, form) = if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        (input.name(), input.value(), input.form())
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        (select.name(), select.value(), select.form())
    } else {
        let area = target.dyn_ref::<HtmlTextAreaElement>()?;
        (area.name(), area.value(), area.form())
    };
    Some(Change { name, value, pairs: pairs(&form?) })
}

/// What stands in the text control called `name`, when the event is about it.
#[must_use]
pub fn typed(ev: &ev::Event, name: &str) -> Option<String> {
    let input: HtmlInputElement = ev.target()?.dyn_into().ok()?;
    (input.name() == name).then(|| input.value())
}

/// Reads the pressed button and its form, and keeps the browser from sending it.
#[must_use]
pub fn pressed(ev: &ev::Event) -> Option<Press> {
    let form: HtmlFormElement = ev.target()?.dyn_into().ok()?;
    ev.prevent_default();
    let value = ev
        .dyn_ref::<ev::SubmitEvent>()
        .and_then(ev::SubmitEvent::submitter)
        .and_then(|button| button.get_attribute("value"))
        .unwrap_or_default();
    Some(Press { value, pairs: pairs(&form) })
}

/// A form of the page, to be read again later: meanwhile somebody may type into it.
#[derive(Clone)]
pub struct Typing(HtmlFormElement);

impl Typing {
    /// The form of the event.
    #[must_use]
    pub fn of(ev: &ev::Event) -> Option<Self> {
        Some(Self(ev.target()?.dyn_into().ok()?))
    }

    /// Names and values of its inputs as they stand now.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        pairs(&self.0)
    }
}

/// The text control that is being typed into, with the place of the caret in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caret {
    name: String,
    at: Option<u32>,
}

impl Caret {
    /// Where the caret is now.
    #[must_use]
    pub fn now() -> Option<Self> {
        let focused = document().active_element()?;
        if let Some(area) = focused.dyn_ref::<HtmlTextAreaElement>() {
            return Some(Self { name: area.name(), at: area.selection_end().ok().flatten() });
        }
        let input = focused.dyn_ref::<HtmlInputElement>()?;
        Some(Self { name: input.name(), at: input.selection_end().ok().flatten() })
    }

    /// Puts it back, into the control of the same name.
    pub fn put_back(&self) {
        let Ok(Some(control)) = document().query_selector(&format!("[name='{}']", self.name)) else { return };
        if let Some(control) = control.dyn_ref::<HtmlElement>() {
            let _ = control.focus();
        }
        if let (Some(area), Some(at)) = (control.dyn_ref::<HtmlTextAreaElement>(), self.at) {
            let _ = area.set_selection_range(at, at);
        } else if let (Some(input), Some(at)) = (control.dyn_ref::<HtmlInputElement>(), self.at) {
            let _ = input.set_selection_range(at, at);
        }
    }
}

/// What stands in the form called so, if the page has it.
#[must_use]
pub fn standing(name: &str) -> Option<Vec<(String, String)>> {
    let form = document().query_selector(&["form[name=", name, "]"].concat()).ok()??;
    Some(pairs(&form.dyn_into().ok()?))
}

fn pairs(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else { return Vec::new() };
    let Ok(Some(entries)) = js_sys::try_iter(&data) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let entry: js_sys::Array = entry.dyn_into().ok()?;
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        })
        .collect()
}

/// Writes the values into the controls called so. Radio buttons and check boxes of `key` that are not
/// among the values are cleared; text controls whose value is given are overwritten.
pub fn show(values: &[(String, String)], key: &str) {
    let Ok(controls) = document().query_selector_all(&format!("[name='{key}'],[name^='{key}.']")) else { return };
    for index in 0..controls.length() {
        let Some(node) = controls.get(index) else { continue };
        if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
            let name = input.name();
            if matches!(input.type_().as_str(), "radio" | "checkbox") {
                let value = input.value();
                input.set_checked(values.iter().any(|(n, v)| *n == name && *v == value));
            } else {
                input.set_value(value_of(values, &name));
            }
        } else if let Some(select) = node.dyn_ref::<HtmlSelectElement>() {
            // Cascades of divisions follow the answer by themselves.
            let name = select.name();
            let level = name.rsplit('.').next().unwrap_or_default();
            if domain::form::inputs::CASCADE.iter().any(|(known, _)| *known == level) {
                continue;
            }
            match value_of(values, &name) {
                "" => select.set_selected_index(0),
                value => select.set_value(value),
            }
        } else if let Some(area) = node.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(value_of(values, &area.name()));
        }
    }
}

fn value_of<'a>(values: &'a [(String, String)], name: &str) -> &'a str {
    values.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
}

/// How many options the select with this id has.
#[must_use]
pub fn option_count(id: &str) -> u32 {
    document()
        .get_element_by_id(id)
        .and_then(|node| node.dyn_into::<HtmlSelectElement>().ok())
        .map_or(0, |select| select.length())
}

/// Puts the focus on the element with this id and shows it.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
        element.scroll_into_view();
    }
}

/// Shows the top of the page.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
