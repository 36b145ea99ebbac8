//! Drives the [`Journal`](crate::declaration::journal) of a family's declaration: what is typed is kept on the phone within a second,
//! sent after a pause, tried again by itself, and the sign says how far it is.

use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use domain::problem::Problem;
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::content::Content;
use super::state::Unsent;
use super::{Declaration, Keeper};
use crate::declaration::Work;
use crate::declaration::functions::save;
use crate::platform;
use crate::wire::Failure;

/// What is typed is written to the phone this long after the first keystroke that is not there yet, also while typing
/// goes on; with the writing itself it is there within a second.
const KEEP: Duration = Duration::from_millis(350);

/// Changes within this time are sent together.
const DEBOUNCE: Duration = Duration::from_millis(700);

/// How often the last sending is waited for, a tenth of a second each.
const TIMEOUT: u32 = 150;

impl Declaration {
    pub(crate) fn unsent(&self) -> MutexGuard<'_, Unsent> {
        self.0.unsent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What stands on the screen.
    pub(crate) fn content(&self) -> Content {
        Content { form: self.kind(), answers: self.as_typed(), overrides: self.0.overrides.get_untracked() }
    }

    /// Something changed on the screen.
    pub(crate) fn touched(&self) {
        match &self.0.keeper {
            Keeper::Server => {}
            Keeper::Nobody => return,
            Keeper::Phone(keep) => return keep(self),
        }
        // While the screening questions are open nothing leaves the page.
        if self.kind().is_none() {
            return;
        }
        self.unsent().journal.changed();
        self.sign();
        if !std::mem::replace(&mut self.unsent().keep_due, true) {
            let declaration = self.clone();
            set_timeout(move || spawn_local(declaration.keep_quietly()), KEEP);
        }
        self.send_after(DEBOUNCE);
    }

    fn send_after(&self, pause: Duration) {
        let declaration = self.clone();
        let timer = set_timeout_with_handle(move || spawn_local(declaration.send_quietly()), pause).ok();
        if let Some(before) = std::mem::replace(&mut self.unsent().timer, timer) {
            before.clear();
        }
    }

    /// Says how far saving is.
    pub(crate) fn sign(&self) {
        let now = self.content();
        let status = self.unsent().journal.status(&now);
        if self.0.saving.with_untracked(|shown| *shown != status) {
            self.0.saving.set(status);
        }
    }

    /// Whether the server does not have everything yet.
    pub(crate) fn waits(&self) -> bool {
        let now = self.content();
        !self.unsent().journal.at_rest(&now)
    }

    /// Brings what this page leaves on the phone up to date.
    async fn keep(&self) {
        if crate::declaration::unsent(self.clone(), Work::Keep).await.is_err() {
            self.unsent().journal.cannot_keep();
        }
        self.sign();
    }

    /// The same, without waiting for it.
    pub async fn keep_quietly(self) {
        self.unsent().keep_due = false;
        self.keep().await;
    }

    /// Sends everything, also what another sending is busy with, and waits for it.
    ///
    /// # Errors
    /// [`Failure`] when something still waits.
    pub async fn send_all(&self) -> Result<(), Failure> {
        for _ in 0..TIMEOUT {
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

    /// Once a declaration, when the page is alive: takes up what earlier pages left on the phone, and sends whatever waits
    /// when the connection or the person comes back. What stands is kept at once when the page is left.
    pub async fn resume_unsent(self) {
        if !matches!(self.0.keeper, Keeper::Server) || std::mem::replace(&mut self.unsent().alive, true) {
            return;
        }
        self.sign();
        let _ = crate::declaration::unsent(self.clone(), Work::Resume).await;
        self.send_quietly().await;
    }

    /// Takes over what others saved meanwhile.
    ///
    /// # Errors
    /// [`Failure`] when the server does not tell.
    pub async fn reread(&self) -> Result<(), Failure> {
        crate::declaration::unsent(self.clone(), Work::Reread).await
    }

    /// Sends what waits. Returns once the server has it, or says why not.
    async fn send(&self) -> Result<(), Failure> {
        let Some(draft) = self.draft().map(|draft| draft.id.clone()) else { return Ok(()) };
        if !matches!(self.0.keeper, Keeper::Server) {
            return Ok(());
        }
        loop {
            self.keep().await;
            let now = self.content();
            let Some((revision, changes)) = self.unsent().journal.to_send(&now) else { return Ok(()) };
            self.sign();
            let failure = match save(draft.clone(), Some(revision), changes).await {
                Ok(revision) => {
                    self.unsent().journal.took(revision);
                    self.sign();
                    crate::declaration::keep_copy(self);
                    continue;
                }
                Err(Failure::Problem(Problem::DraftChanged)) => match self.reread().await {
                    Ok(()) => continue,
                    Err(failure) => failure,
                },
                Err(failure) => failure,
            };
            let again = self.unsent().journal.failed(failure.clone());
            self.keep().await;
            if let Some(pause) = again {
                self.send_after(pause);
            }
            return Err(failure);
        }
    }
}
