//! What stands in a form that is no screen of a draft (a visit's notes, a new household, a consent): kept in the locker
//! as it is typed, under the page's name, and there again when the page is opened, until it is used.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::{PAUSE, RETRY, TRIES};
use crate::fieldwork::saving::{FormDraft, Said};
use crate::fieldwork::worker::{Trouble, Worker, json};
use crate::platform::store::{Drawer, Write};
use crate::platform::{self, Change};

/// Version of the shape that phones write now. Every earlier one opens.
const VERSION: u16 = 1;

/// A line of a signature: places on the canvas, in its own pixels.
pub type Line = Vec<(f64, f64)>;

/// What stands in a form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Form {
    version: u16,
    /// Names and values of its controls.
    #[serde(default)]
    pub pairs: Vec<(String, String)>,
    /// What was drawn on its canvas.
    #[serde(default)]
    pub lines: Vec<Line>,
}

impl Form {
    /// What stands in the control called so; empty for nothing.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// A form that keeps what is typed into it. Cheap to clone.
#[derive(Clone)]
pub struct Keeping(Arc<Inner>);

struct Inner {
    worker: Worker,
    page: String,
    draft: Mutex<FormDraft<Form>>,
    /// Controls that were changed on this page: what lay on the phone does not show in them any more.
    touched: Mutex<BTreeSet<String>>,
    pressed: Mutex<Option<Form>>,
    under_way: AtomicBool,
    tries: AtomicU8,
    said: ArcRwSignal<Said>,
}

/// The draft of a page goes.
#[must_use]
pub fn no_form(page: &str) -> Write {
    Write { drawer: Drawer::Forms, id: page.to_owned(), clear: None }
}

/// All drafts about a draft go.
pub(crate) fn no_forms_of(draft: &str) -> Write {
    no_form(&format!("{draft}/"))
}

impl Keeping {
    /// The form of the page with this name; about a draft, `draft/name`.
    #[must_use]
    pub fn of(worker: &Worker, page: &str) -> Self {
        Self(Arc::new(Inner {
            worker: worker.clone(),
            page: page.to_owned(),
            draft: Mutex::default(),
            touched: Mutex::default(),
            pressed: Mutex::default(),
            under_way: AtomicBool::new(false),
            tries: AtomicU8::new(0),
            said: ArcRwSignal::default(),
        }))
    }

    /// Shows what an earlier visit left here, in the controls that were not touched meanwhile, and calls `then` with it.
    pub fn show(&self, then: impl FnOnce(&Form) + 'static) {
        let this = self.clone();
        spawn_local(async move {
            let read = this.0.worker.locker().read(Drawer::Forms, &this.0.page).await;
            // What cannot be read stays where it is, and the page says so.
            let Ok(Some(clear)) = this.0.worker.heard(read) else { return };
            let Ok(form) = serde_json::from_slice::<Form>(&clear) else { return };
            let touched = this.0.touched.lock().map(|touched| touched.clone()).unwrap_or_default();
            let names: BTreeSet<&str> = form.pairs.iter().map(|(name, _)| name.as_str()).collect();
            for name in names.into_iter().filter(|name| !touched.contains(*name)) {
                let values: Vec<_> = form.pairs.iter().filter(|(known, _)| known == name).cloned().collect();
                platform::show(&values, name);
            }
            if touched.is_empty() {
                then(&form);
            }
            this.update(|draft| draft.found(form));
        });
    }

    /// A control changed: the form stands like this now.
    pub fn typed(&self, change: Change) {
        if let Ok(mut touched) = self.0.touched.lock() {
            touched.insert(change.name);
        }
        self.stands(|form| form.pairs = change.pairs);
    }

    /// Something was drawn: the canvas shows these lines now.
    pub fn drawn(&self, lines: Vec<Line>) {
        self.stands(|form| form.lines = lines);
    }

    fn stands(&self, change: impl FnOnce(&mut Form)) {
        self.update(|draft| {
            let mut form = draft.screen().cloned().unwrap_or_default();
            form.version = VERSION;
            change(&mut form);
            draft.typed(form);
        });
        self.0.tries.store(0, Ordering::Relaxed);
        if !self.0.under_way.swap(true, Ordering::Relaxed) {
            self.write_after(PAUSE);
        }
    }

    fn write_after(&self, pause: Duration) {
        let this = self.clone();
        set_timeout(
            move || {
                spawn_local(async move {
                    this.0.under_way.store(false, Ordering::Relaxed);
                    if !this.write().await && this.0.tries.fetch_add(1, Ordering::Relaxed) < TRIES {
                        // Room may come back, or another tab may go.
                        if !this.0.under_way.swap(true, Ordering::Relaxed) {
                            this.write_after(RETRY);
                        }
                    }
                });
            },
            pause,
        );
    }

    /// Writes what stands on the screen, if it is not on the phone. Gives whether it is there now.
    pub async fn write(&self) -> bool {
        // The turn first: what is typed while it is waited for goes along.
        let turn = self.0.worker.write_turn().await;
        loop {
            let Some(form) = self.update(FormDraft::begin).flatten() else { return true };
            let done = turn.write(vec![json(Drawer::Forms, &self.0.page, &form)]).await;
            let kept = done.is_ok();
            self.update(|draft| draft.wrote(done.map_err(|Trouble(words)| words)));
            if !kept {
                return false;
            }
        }
    }

    /// The form is pressed: what it holds now is on its way. Gives the change that takes the draft away in the same step.
    #[must_use]
    pub fn press(&self) -> Write {
        let now = self.0.draft.lock().ok().and_then(|draft| draft.screen().cloned());
        if let Ok(mut pressed) = self.0.pressed.lock() {
            *pressed = now;
        }
        no_form(&self.0.page)
    }

    /// What was pressed is done.
    pub fn done(&self) {
        let pressed = self.0.pressed.lock().ok().and_then(|mut pressed| pressed.take());
        self.update(|draft| draft.used(pressed.as_ref()));
    }

    /// How far the draft is.
    #[must_use]
    pub fn said(&self) -> ArcRwSignal<Said> {
        self.0.said.clone()
    }

    fn update<T>(&self, change: impl FnOnce(&mut FormDraft<Form>) -> T) -> Option<T> {
        let (given, said) = {
            let mut draft = self.0.draft.lock().ok()?;
            let given = change(&mut draft);
            (given, draft.said())
        };
        if self.0.said.with_untracked(|now| *now != said) {
            self.0.said.set(said);
        }
        Some(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_any_version_opens() {
        let first: Form = serde_json::from_str(r#"{"version":1,"pairs":[["met","奶奶"]]}"#).unwrap();
        assert_eq!((first.text("met"), first.text("seen"), first.lines.len()), ("奶奶", "", 0));
        let later: Form = serde_json::from_str(r#"{"version":2,"lines":[[[1.5,2.0]]],"new":true}"#).unwrap();
        assert_eq!(later.lines, [vec![(1.5, 2.0)]]);
    }

    #[test]
    fn forms_about_an_entry_go_with_it() {
        let Write { drawer, id, clear } = no_forms_of("e");
        assert_eq!((drawer, id.as_str(), clear), (Drawer::Forms, "e/", None));
    }
}
