//! What a press asks for is done once: pressed again while it is at work, it is the same press.

use leptos::prelude::*;
use leptos::task::spawn_local;

/// The work that one button, or one form with several, sets going.
#[derive(Clone, Debug, Default)]
pub struct Once(ArcRwSignal<bool>);

impl Once {
    /// Does the work, unless some of it is under way.
    pub fn start(&self, work: impl Future<Output = ()> + 'static) {
        if self.now_at_work() {
            return;
        }
        self.0.set(true);
        let at_work = self.0.clone();
        spawn_local(async move {
            work.await;
            at_work.set(false);
        });
    }

    /// Whether it is at work, for what shows it.
    #[must_use]
    pub fn at_work(&self) -> bool {
        self.0.get()
    }

    /// Whether it is at work at this moment.
    #[must_use]
    pub fn now_at_work(&self) -> bool {
        self.0.get_untracked()
    }

    /// The button's `aria-disabled`: it keeps its place for readers of the screen while it is at work.
    pub fn disabled(&self) -> impl Fn() -> &'static str + Clone + Send + Sync + 'static {
        let this = self.clone();
        move || if this.at_work() { "true" } else { "false" }
    }
}
