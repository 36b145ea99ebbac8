//! The form around the fields of a screen. One listener each for changes and for the pressed button
//! serves all fields, so a field costs nothing until it is used.

use std::sync::Arc;
use std::time::Duration;

use domain::form::{Answers, Asker, Field, FieldKind, Value, inputs};
use domain::forms::keys;
use domain::values::{date, national_id};
use leptos::ev::Event;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use super::{Screen, question};
use crate::declaration::command::Command;
use crate::declaration::{same, screen};
use crate::platform::{self, Change};
use crate::question::bar::default_button;
use crate::question::field::error_summary::error_summary;
use crate::ui::html::{Piece, el};

/// Length of a whole ID number.
const WHOLE: usize = 18;
/// A whole number is read this long after its last digit, so that the digit itself is drawn first. What
/// was typed is judged this long after its control was left: a message that comes or goes moves what
/// stands below it, and the tap that left the control must not miss.
const DEBOUNCE: Duration = Duration::from_millis(150);

/// The form of a screen. `go` does what the buttons for moving on ask.
pub fn form(screen: &Screen, go: Arc<dyn Fn(Command) + Send + Sync>, bar: Piece) -> AnyView {
    let questions = screen.fields().iter().map(|field| question(screen, field));
    let (typing, leaving, pressing) = (screen.clone(), screen.clone(), screen.clone());
    let on_input = move |ev: Event| {
        typing.typed(&ev);
        typing.noted(&ev);
    };
    let waiting = ArcStoredValue::new(Vec::<TimeoutHandle>::new());
    let judged = waiting.clone();
    let on_change = move |ev: Event| {
        let Some(change) = platform::changed(&ev) else { return };
        if leaving.chosen(&change) {
            return leaving.changed_control(&change);
        }
        let screen = leaving.clone();
        // What was typed since counts too.
        let judge = move || screen.changed_control(&platform::changed(&ev).unwrap_or(change));
        let timer = set_timeout_with_handle(judge, DEBOUNCE);
        waiting.update_value(|waiting| waiting.extend(timer));
    };
    let on_submit = move |ev: Event| {
        let Some(press) = platform::pressed(&ev) else { return };
        // The button reads all controls as they are now.
        judged.update_value(|waiting| waiting.drain(..).for_each(|timer| timer.clear()));
        pressing.read_all(&press.pairs);
        match Command::parse(&press.value) {
            command @ (Command::Same { .. } | Command::Fix { .. }) => pressing.apply(&command),
            Command::Stay => {}
            command => go(command),
        }
    };
    if screen.declaration().asker() == Asker::Family {
        let (standing, left) = (screen.clone(), screen.clone());
        screen.declaration().show_controls(move || left.read_standing(false));
        // What was typed before the page was alive.
        Effect::new(move |_| standing.read_standing(true));
    }
    el("form")
        .class("stack")
        .attr("name", screen.section().name)
        .attr("method", "post")
        .flag("novalidate", true)
        .on("input", on_input)
        .on("change", on_change)
        .on("submit", on_submit)
        .child(default_button())
        .child(el("input").attr("type", "hidden").attr("name", "revision").attr("value", made_from(screen)))
        .child(error_summary(screen))
        .children(questions)
        .child(bar)
        .view()
}

/// What the page is made from, for a post without a script.
#[cfg(feature = "ssr")]
fn made_from(screen: &Screen) -> String {
    use crate::declaration::made::MadeFrom;

    let (revision, asked) = (screen.declaration().revision(), screen.asked().get_untracked());
    screen.answers().with_untracked(|answers| MadeFrom::write(revision, screen.fields(), &asked, answers))
}

/// A page with a script posts nothing.
#[cfg(not(feature = "ssr"))]
const fn made_from(_: &Screen) -> &'static str {
    ""
}

/// Whether the answer is typed, rather than chosen.
const fn typed_in(field: &Field) -> bool {
    use FieldKind::{Address, Bool, Multi, Single};
    !matches!(field.kind, Bool { .. } | Single { .. } | Multi { .. } | Address)
}

impl Screen {
    /// A keystroke. Nothing happens but for the last digit of an ID number.
    fn typed(&self, ev: &Event) {
        let key = keys::CHILD_ID_NUMBER.name();
        if self.field(key).is_none() {
            return;
        }
        let Some(change) = platform::typed(ev, key) else { return };
        if national_id::normalise(&change).chars().count() < WHOLE {
            return;
        }
        let (screen, ev) = (self.clone(), ev.clone());
        set_timeout(
            move || {
                // Not what was changed again meanwhile.
                let stands = platform::typed(&ev, key).is_some_and(|now| now == change);
                if let Some(field) = screen.field(key).filter(|_| stands) {
                    screen.take(field, Some(Value::Text(national_id::normalise(&change))));
                }
            },
            DEBOUNCE,
        );
    }

    /// Every keystroke is noted as it stands, so that nothing typed is lost with the page; it is understood and shown when
    /// the control is left.
    fn noted(&self, ev: &Event) {
        let Some(change) = platform::changed(ev) else { return };
        let key = change.name.split_once('.').map_or(change.name.as_str(), |(key, _)| key);
        if let Some(field) = self.field(key) {
            let value = self.read(field, &change.pairs);
            self.declaration().typing(field.key, value);
        }
    }

    /// Was something chosen, rather than typed?
    fn chosen(&self, change: &Change) -> bool {
        let (key, part) = change.name.split_once('.').unwrap_or((&change.name, ""));
        let kind = self.field(key).map(|field| field.kind);
        matches!(kind, Some(FieldKind::Bool { .. } | FieldKind::Single { .. } | FieldKind::Multi { .. }))
            || part == "type"
            || inputs::CASCADE.iter().any(|(level, _)| *level == part)
    }

    /// A control was left with another content.
    fn changed_control(&self, change: &Change) {
        let (key, part) = change.name.split_once('.').unwrap_or((&change.name, ""));
        let Some(field) = self.field(key) else { return };
        let mut pairs = change.pairs.clone();
        if part == "province" && change.value.is_empty() {
            pairs.retain(|(name, _)| name.split_once('.') != Some((key, "division")));
        }
        let mut value = self.read(field, &pairs);
        if let (FieldKind::Multi { exclusive, .. }, Some(Value::Choices(codes))) = (field.kind, &mut value)
            && codes.len() > 1
            && codes.iter().any(|code| code == exclusive)
        {
            codes.retain(|code| (code == exclusive) == (change.value == exclusive));
        }
        // A whole date that was pasted into one box stands in all three.
        if field.kind == FieldKind::Date
            && date::whole(&change.value).is_some()
            && let Some(value) = &value
        {
            platform::show(&inputs::write(field, value), key);
        }
        self.take(field, value);
        self.touched().update(|touched| {
            if !touched.iter().any(|left| left == key) {
                touched.push(key.to_owned());
            }
        });
    }

    /// Notes what stands in the controls and was not heard of. Choices are heard whenever there is a script, and lists of
    /// places may lag behind their answer, so both are read `first` only.
    fn read_standing(&self, first: bool) {
        let Some(pairs) = platform::standing(self.section().name) else { return };
        let (asked, known) = (self.asked().get_untracked(), self.declaration().as_typed());
        for field in self.fields().iter().filter(|field| asked.contains(&field.key)) {
            let (stands, known) = (self.read(field, &pairs), known.value(field.key));
            let written = known.map(|value| inputs::write(field, value)).unwrap_or_default();
            if same(stands.as_ref(), known) || same(stands.as_ref(), self.read(field, &written).as_ref()) {
                continue;
            }
            if typed_in(field) {
                self.declaration().typing(field.key, stands);
            } else if first {
                self.declaration().answer(field.key, stands);
            }
        }
    }

    fn read(&self, field: &'static Field, pairs: &[(String, String)]) -> Option<Value> {
        let mut answers = Answers::default();
        if let Some(value) = self.answers().with_untracked(|answers| answers.value(field.key).cloned()) {
            answers.set(field.key, value);
        }
        inputs::apply(&[field], pairs, &mut answers);
        answers.remove(field.key)
    }

    /// Takes an answer, shows it as it was understood, and fills in what follows from an ID number.
    fn take(&self, field: &'static Field, value: Option<Value>) {
        let shown = value.as_ref().map(|value| inputs::write(field, value)).unwrap_or_default();
        if !self.declaration().answer(field.key, value) {
            return;
        }
        // Nothing to show where the controls say it already, or hold a part of an answer.
        let partial = matches!(field.kind, FieldKind::Date | FieldKind::Address) || shown.is_empty();
        if !partial {
            platform::show(&shown, field.key);
        }
        if field.kind == FieldKind::NationalId {
            let told = self.answers().with_untracked(screen::answers_from_id_number);
            self.fill_in(told.into_iter().map(|(key, value)| (key.to_owned(), Some(value))));
        }
    }

    fn fill_in(&self, changes: impl IntoIterator<Item = (String, Option<Value>)>) {
        for (key, value) in changes {
            match screen::field(self.declaration().kind(), &key) {
                Some(field) => self.declaration().fill(field, value),
                None => drop(self.declaration().answer(&key, value)),
            }
        }
    }

    /// Takes whatever stands in the controls, also in one that was not left yet.
    fn read_all(&self, pairs: &[(String, String)]) {
        let asked = self.asked().get_untracked();
        for field in self.fields() {
            if asked.contains(&field.key) {
                let value = self.read(field, pairs);
                self.take(field, value);
            }
        }
    }

    fn apply(&self, command: &Command) {
        let findings = self.findings().get_untracked();
        let changes = self.answers().with_untracked(|answers| screen::changes(command, answers, &findings));
        self.fill_in(changes);
    }
}
