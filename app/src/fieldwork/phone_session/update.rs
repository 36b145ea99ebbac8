//! A new version of the pages takes over when everything that stands on a screen, in any tab, is on the phone.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::PhoneSession;
use crate::platform;
use crate::platform::store::{service_worker, tabs};

/// Where a new version of the pages stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Renewed {
    /// There is none.
    #[default]
    No,
    /// It waits until the worker agrees.
    Waits,
    /// The tabs write down what they hold.
    Writing,
    /// Something on this page could not be kept, so it goes on waiting.
    UnsavedHere,
    /// The same in another tab.
    UnsavedElsewhere,
    /// It took over, agreed to in another tab or because that was closed; this page loads anew once it has kept what
    /// stands on it.
    Ready,
}

impl PhoneSession {
    /// Where a new version of the pages stands.
    #[must_use]
    pub fn renewed(&self) -> ArcRwSignal<Renewed> {
        self.renewed.clone()
    }

    /// The worker agrees to the new version.
    pub fn update(&self) {
        let before = self.renewed.get_untracked();
        if before == Renewed::Writing {
            return;
        }
        let work = self.clone();
        self.renewed.set(Renewed::Writing);
        spawn_local(async move {
            if !work.write_down().await {
                work.renewed.set(Renewed::UnsavedHere);
            } else if before == Renewed::Ready {
                platform::reload();
            } else if !tabs::finish_elsewhere().await {
                work.renewed.set(Renewed::UnsavedElsewhere);
            } else {
                service_worker::take_over().await;
            }
        });
    }

    /// The new version is at work: the page loads anew, but never over something that is not on the phone.
    pub(crate) fn took_over(&self) {
        let work = self.clone();
        spawn_local(async move {
            if work.write_down().await {
                platform::reload();
            } else {
                work.renewed.set(Renewed::Ready);
            }
        });
    }

    /// Other tabs may ask this one to write down what it holds.
    pub(crate) fn answer_tabs(&self) {
        let work = self.clone();
        tabs::on_finish(move || {
            let work = work.clone();
            async move { work.write_down().await }
        });
    }

    /// Writes down what stands on the screen. Gives whether everything is on the phone.
    pub(crate) async fn write_down(&self) -> bool {
        let mut kept = true;
        if let (Some(declaration), Some(worker)) = (self.filling.get_value(), untrack(|| self.worker())) {
            kept &= worker.take_up(&declaration).await;
        }
        if let Some(form) = self.form.get_value() {
            kept &= form.write().await;
        }
        kept
    }
}
