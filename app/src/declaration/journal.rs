//! What still has to reach the server: changes are collected for a moment, kept on the phone, sent, and
//! forgotten on the phone once the server has them.

use std::time::Duration;

use domain::form::{Answers, FormKind, Value};
use domain::problem::Problem;
use domain::view::{DraftView, OverrideReason};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Declaration, Keeper};
use crate::api::Failure;
use crate::api::declarations::{Changes, load, save};
use crate::platform;

/// Changes within this time are sent together.
const PAUSE: Duration = Duration::from_millis(700);

/// How often the last sending is waited for, a tenth of a second each.
const PATIENCE: u32 = 150;

/// How far saving is, told honestly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// The server has everything.
    Saved,
    /// Being sent.
    Sending,
    /// On this phone, where a worker's entry belongs until it is finished.
    OnPhone,
    /// No connection: kept on this phone.
    Kept,
    /// No connection, and this phone cannot keep anything: only this page has it.
    Unsaved,
    /// The server refused; the words say what to do.
    Refused(String),
    /// Somebody else changed these fields meanwhile; the family's own answers stand.
    Merged(Vec<String>),
}

/// Changes that the server does not have yet.
pub(super) struct Journal {
    revision: i64,
    waiting: Changes,
    sending: bool,
    alive: bool,
    timer: Option<TimeoutHandle>,
}

impl Journal {
    pub(super) fn new(revision: i64) -> Self {
        Self { revision, waiting: Changes::default(), sending: false, alive: false, timer: None }
    }

    pub(super) const fn revision(&self) -> i64 {
        self.revision
    }
}

/// Puts `newer` over `older`.
fn merge(older: Changes, newer: Changes) -> Changes {
    let mut merged = older;
    for (key, value) in newer.set.iter() {
        merged.remove.retain(|gone| gone != key);
        merged.set.set(key, value.clone());
    }
    for key in newer.remove {
        merged.set.remove(&key);
        if !merged.remove.contains(&key) {
            merged.remove.push(key);
        }
    }
    merged.form = newer.form.or(merged.form);
    merged.overrides = newer.overrides.or(merged.overrides);
    merged
}

impl Declaration {
    pub(super) fn note(&self, key: &str, value: Option<Value>) {
        let mut change = Changes::default();
        match value {
            Some(value) => change.set.set(key, value),
            None => change.remove.push(key.to_owned()),
        }
        self.collect(change);
    }

    pub(super) fn note_reasons(&self, reasons: Vec<OverrideReason>) {
        self.collect(Changes { overrides: Some(reasons), ..Changes::default() });
    }

    pub(super) fn note_begin(&self, kind: FormKind, set: Answers, remove: Vec<String>) {
        self.collect(Changes { form: Some(kind), set, remove, overrides: None });
    }

    fn collect(&self, change: Changes) {
        match &self.0.keeper {
            Keeper::Server => {}
            Keeper::Nobody => return,
            Keeper::Phone(keep) => return keep(self),
        }
        let Ok(mut journal) = self.0.journal.lock() else { return };
        journal.waiting = merge(std::mem::take(&mut journal.waiting), change);
        if let Some(timer) = journal.timer.take() {
            timer.clear();
        }
        // While the screening questions are open nothing leaves the phone.
        if self.kind().is_some() {
            let declaration = self.clone();
            journal.timer = set_timeout_with_handle(move || spawn_local(declaration.send_quietly()), PAUSE).ok();
        }
    }

    /// Whether the server does not have everything yet.
    pub(super) fn waits(&self) -> bool {
        self.0.journal.lock().is_ok_and(|journal| journal.sending || !journal.waiting.is_empty())
    }

    /// Sends everything, also what another sending is busy with, and waits for it.
    ///
    /// # Errors
    /// [`Failure`] when something still waits.
    pub async fn send_all(&self) -> Result<(), Failure> {
        for _ in 0..PATIENCE {
            self.send().await?;
            if !self.waits() {
                return Ok(());
            }
            platform::pause().await;
        }
        Err(Failure::Offline)
    }

    /// Sends what waits; what comes of it stands in [`Declaration::saving`].
    pub async fn send_quietly(self) {
        let _ = self.send().await;
    }

    /// Once a page load: takes up what an earlier visit left on the phone, and sends again whenever the
    /// connection comes back.
    pub async fn keep_going(self) {
        if !matches!(self.0.keeper, Keeper::Server) {
            return;
        }
        let first = self.0.journal.lock().is_ok_and(|mut journal| !std::mem::replace(&mut journal.alive, true));
        if !first {
            return;
        }
        let again = self.clone();
        platform::when_online(move || spawn_local(again.clone().send_quietly()));
        self.take_up_kept().await;
    }

    /// Sends what waits. Returns once the server has it, or says why not.
    ///
    /// # Errors
    /// [`Failure`] when something still waits.
    pub async fn send(&self) -> Result<(), Failure> {
        let Some(draft) = self.draft().map(|draft| draft.id.clone()) else { return Ok(()) };
        loop {
            let Some((changes, revision)) = self.take() else { return Ok(()) };
            self.0.saving.set(Saving::Sending);
            let kept = platform::keep(&draft, changes.clone()).await;
            match save(draft.clone(), Some(revision), changes.clone()).await {
                Ok(revision) => self.acknowledge(&draft, revision).await,
                Err(Failure::Problem(Problem::DraftChanged)) => match self.reread(&changes).await {
                    Ok(different) => {
                        self.put_back(changes);
                        if !different.is_empty() {
                            self.0.saving.set(Saving::Merged(different));
                        }
                    }
                    Err(failure) => return Err(self.give_up(changes, failure, kept)),
                },
                Err(failure) => return Err(self.give_up(changes, failure, kept)),
            }
        }
    }

    /// Takes what waits, unless nothing does or it is being sent already.
    fn take(&self) -> Option<(Changes, i64)> {
        let mut journal = self.0.journal.lock().ok()?;
        if journal.sending || journal.waiting.is_empty() {
            return None;
        }
        journal.sending = true;
        Some((std::mem::take(&mut journal.waiting), journal.revision))
    }

    fn put_back(&self, changes: Changes) {
        if let Ok(mut journal) = self.0.journal.lock() {
            let newer = std::mem::take(&mut journal.waiting);
            journal.waiting = merge(changes, newer);
            journal.sending = false;
        }
    }

    async fn acknowledge(&self, draft: &str, revision: i64) {
        let clean = match self.0.journal.lock() {
            Ok(mut journal) => {
                journal.revision = revision;
                journal.sending = false;
                journal.waiting.is_empty()
            }
            Err(_) => false,
        };
        if clean {
            platform::keep_copy(self);
            platform::forget(draft).await;
            if !matches!(self.0.saving.get_untracked(), Saving::Merged(_)) {
                self.0.saving.set(Saving::Saved);
            }
        }
    }

    fn give_up(&self, changes: Changes, failure: Failure, kept: bool) -> Failure {
        self.put_back(changes);
        self.0.saving.set(match &failure {
            Failure::Offline if kept => Saving::Kept,
            Failure::Offline => Saving::Unsaved,
            Failure::Problem(problem) => Saving::Refused(problem.words()),
        });
        failure
    }

    /// After somebody else saved: takes over what this phone did not change, and names the labels of
    /// the fields that both changed.
    async fn reread(&self, mine: &Changes) -> Result<Vec<String>, Failure> {
        let DraftView { revision, answers: theirs, .. } =
            load(Vec::new()).await?.draft.ok_or(Failure::Problem(Problem::DraftGone))?;
        let touched = |key: &str| mine.set.value(key).is_some() || mine.remove.iter().any(|gone| gone == key);
        let form = self.form();
        let mut different = Vec::new();
        let ours: Answers = self.0.answers.get_untracked();
        let keys: std::collections::BTreeSet<String> =
            ours.iter().chain(theirs.iter()).map(|(key, _)| key.to_owned()).collect();
        for key in keys {
            if ours.value(&key) == theirs.value(&key) {
                continue;
            }
            let field = form.and_then(|form| form.field(&key));
            if touched(&key) {
                different.extend(field.map(|field| field.label.to_owned()));
                continue;
            }
            let value = theirs.value(&key).cloned();
            if let Some(field) = field {
                let shown = value.as_ref().map(|value| domain::form::entries::write(field, value));
                platform::show(&shown.unwrap_or_default(), field.key);
            }
            self.0.answers.update(|answers| match value {
                Some(value) => answers.set(&*key, value),
                None => drop(answers.remove(&key)),
            });
        }
        if let Ok(mut journal) = self.0.journal.lock() {
            journal.revision = revision;
        }
        Ok(different)
    }

    /// Takes up what an earlier visit left on the phone without having reached the server.
    async fn take_up_kept(&self) {
        let Some(draft) = self.draft().map(|draft| draft.id.clone()) else { return };
        let Some(changes) = platform::kept(&draft).await else { return };
        let form = self.form();
        let field = |key: &str| form.and_then(|form| form.field(key));
        for (key, value) in changes.set.iter() {
            match field(key) {
                Some(field) => self.fill(field, Some(value.clone())),
                None => drop(self.answer(key, Some(value.clone()))),
            }
        }
        for key in &changes.remove {
            if let Some(field) = field(key) {
                self.fill(field, None);
            }
        }
        let _ = self.send().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(key: &str, value: &str) -> Changes {
        Changes { set: [(key, Value::Text(value.into()))].into_iter().collect(), ..Changes::default() }
    }

    fn gone(key: &str) -> Changes {
        Changes { remove: vec![key.into()], ..Changes::default() }
    }

    #[test]
    fn the_newer_change_of_a_field_counts() {
        assert_eq!(merge(set("a", "1"), set("a", "2")), set("a", "2"));
        assert_eq!(merge(set("a", "1"), gone("a")), gone("a"));
        assert_eq!(merge(gone("a"), set("a", "1")), set("a", "1"));
        let both = merge(set("a", "1"), gone("b"));
        assert_eq!((both.set, both.remove), (set("a", "1").set, vec!["b".to_owned()]));
    }
}
