//! Where a worker's phone stands: opening, locked, open.

use std::sync::OnceLock;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::worker::{Trouble, Worker};
use crate::declaration::Declaration;
use crate::platform;
use crate::platform::store::lockers;
use crate::platform::store::worker::{self, Ask, News, Update};

/// The locker closes by itself after so long without use.
pub const IDLE: Duration = Duration::from_secs(5 * 60);

/// An open page asks for sending this often; the sender keeps its own, growing waits.
const AGAIN: Duration = Duration::from_secs(30);

/// Where the phone stands.
#[derive(Clone)]
pub enum Stage {
    /// Looking; also what the server renders.
    Opening,
    /// This browser cannot keep anything safely; the words say what that means.
    Unsupported(String),
    /// A worker begins on this phone; `others` when there is somebody's locker already.
    First {
        /// Whether a locker can be opened instead.
        others: bool,
    },
    /// Somebody's locker is here, closed.
    Locked,
    /// Open.
    Open(Worker),
}

/// What all worker pages share.
#[derive(Clone)]
pub struct FieldWork {
    stage: ArcRwSignal<Stage>,
    started: ArcStoredValue<bool>,
    renewed: ArcRwSignal<bool>,
    filling: ArcStoredValue<Option<Declaration>>,
    used_at: ArcStoredValue<i64>,
    watched: ArcStoredValue<bool>,
    left: ArcStoredValue<Option<Left>>,
    last: ArcStoredValue<Option<String>>,
    done: ArcStoredValue<Option<Done>>,
}

/// A declaration that was just finished, as the page on which the worker goes on tells it. It stands in no address
/// and no title, because the browser keeps those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The child's name; empty when none was written.
    pub name: String,
    /// What the rules say, in one line.
    pub verdict: &'static str,
}

/// What there is to say at the door to whoever was here last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The locker was closed, with so much unsent.
    Unsent(u32),
    /// The locker was destroyed after wrong passcodes.
    Destroyed,
}

impl Default for FieldWork {
    fn default() -> Self {
        Self {
            stage: ArcRwSignal::new(Stage::Opening),
            started: ArcStoredValue::new(false),
            renewed: ArcRwSignal::new(false),
            filling: ArcStoredValue::new(None),
            left: ArcStoredValue::new(None),
            last: ArcStoredValue::new(None),
            used_at: ArcStoredValue::new(0),
            watched: ArcStoredValue::new(false),
            done: ArcStoredValue::new(None),
        }
    }
}

/// The one of this page load: it outlives the pages, so that walking between them does not lock. On a server it is
/// never anything but opening.
static THIS: OnceLock<FieldWork> = OnceLock::new();

impl FieldWork {
    /// What the pages of this browser share.
    #[must_use]
    pub fn of_this_phone() -> Self {
        THIS.get_or_init(Self::default).clone()
    }

    /// Where the phone stands.
    #[must_use]
    pub fn stage(&self) -> ArcRwSignal<Stage> {
        self.stage.clone()
    }

    /// The worker, while the locker is open.
    #[must_use]
    pub fn worker(&self) -> Option<Worker> {
        self.stage.with(|stage| if let Stage::Open(worker) = stage { Some(worker.clone()) } else { None })
    }

    /// The entry with this id as a declaration; the same one while the worker walks through its screens.
    #[must_use]
    pub fn declaration(&self, worker: &Worker, id: &str) -> Option<Declaration> {
        let of = |declaration: &Declaration| declaration.draft().is_some_and(|draft| draft.id == id);
        if let Some(held) = self.filling.get_value().filter(of) {
            return Some(held);
        }
        let declaration = worker.declaration(id)?;
        self.filling.set_value(Some(declaration.clone()));
        Some(declaration)
    }

    /// The next page builds its declaration anew.
    pub fn forget_declaration(&self) {
        self.filling.set_value(None);
    }

    /// Whether a new version of the pages waits.
    #[must_use]
    pub fn renewed(&self) -> ArcRwSignal<bool> {
        self.renewed.clone()
    }

    /// A declaration is finished: the next page says so.
    pub fn finished(&self, done: Done) {
        self.forget_declaration();
        self.done.set_value(Some(done));
    }

    /// What was finished just before this page; told once.
    #[must_use]
    pub fn done(&self) -> Option<Done> {
        self.done.try_update_value(Option::take).flatten()
    }

    /// Everything of this worker's as a file that only the passcode opens, and how many entries in it could not be
    /// saved on this phone: what stands on the screen goes along.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot read what it keeps.
    pub async fn export(&self, worker: &Worker) -> Result<(Vec<u8>, usize), Trouble> {
        if let Some(declaration) = self.filling.get_value() {
            worker.take_up(&declaration).await;
        }
        worker.export().await
    }

    /// Once a page load, on the phone: looks for lockers, starts the service worker, listens.
    pub fn start(&self) {
        if self.started.try_update_value(|started| std::mem::replace(started, true)) != Some(false) {
            return;
        }
        let work = self.clone();
        spawn_local(async move {
            let (renewed, told) = (work.renewed.clone(), work.clone());
            work.stage.set(first_stage().await);
            // A database that did not answer in time may answer yet.
            while matches!(work.stage.get_untracked(), Stage::Unsupported(_)) && lockers::answering().await {
                work.stage.set(first_stage().await);
            }
            // Places are picked without the server from here on.
            crate::places::load().await;
            // Without a network the one that is there goes on.
            if !worker::register().await {
                work.stage.set(Stage::Unsupported(UNSUPPORTED.to_owned()));
            }
            worker::on_update(move |update| match update {
                Update::Waiting => renewed.set(true),
                Update::TookOver => platform::reload(),
            })
            .await;
            worker::on_outbox(move |news| told.outbox_moved(&news));
            worker::send_now(Ask::Online);
            set_interval(|| worker::send_now(Ask::Timer), AGAIN);
        });
        let online = self.clone();
        platform::when_online(move || online.go());
        let used = self.clone();
        platform::when_used(move || used.used());
    }

    /// Whether somebody else's locker was open on this page before this worker's.
    #[must_use]
    pub fn follows(&self, worker: &Worker) -> bool {
        self.last.with_value(|last| last.as_ref().is_some_and(|last| !worker.is(last)))
    }

    /// Opens for this worker: asks for what changed, and closes when nobody uses the phone.
    pub fn open(&self, worker: Worker) {
        self.last.set_value(Some(worker.locker().id().to_owned()));
        self.used_at.set_value(platform::now());
        self.stage.set(Stage::Open(worker));
        if !self.watched.get_value() {
            self.look_after(IDLE);
        }
        self.go();
        spawn_local(async {
            // Granted or not stands on the page of the outbox.
            let _ = platform::store::storage::persist().await;
        });
    }

    /// Closes the locker; what was typed is on the phone already.
    pub fn lock(&self) {
        let unsent = untrack(|| self.worker()).map(|worker| worker.outbox().with_untracked(|outbox| outbox.unsent));
        self.close(unsent.map(Left::Unsent));
    }

    /// The locker was destroyed under the open page.
    pub fn destroyed(&self) {
        self.close(Some(Left::Destroyed));
    }

    fn close(&self, left: Option<Left>) {
        self.left.set_value(left);
        self.done.set_value(None);
        self.forget_declaration();
        self.stage.set(Stage::Locked);
    }

    /// What there is to say to whoever was here last; told once.
    #[must_use]
    pub fn left(&self) -> Option<Left> {
        self.left.try_update_value(Option::take).flatten()
    }

    /// Another worker begins on this phone.
    pub fn first(&self) {
        self.stage.set(Stage::First { others: true });
    }

    /// Somebody's locker is to be opened after all.
    pub fn door(&self) {
        self.stage.set(Stage::Locked);
    }

    fn go(&self) {
        // Sending needs no passcode.
        worker::send_now(Ask::Online);
        if let Some(worker) = untrack(|| self.worker()) {
            spawn_local(async move { worker.refresh().await });
        }
    }

    fn outbox_moved(&self, news: &News) {
        let Some(worker) = untrack(|| self.worker()).filter(|worker| worker.is(&news.locker)) else { return };
        let answered = news.answered();
        spawn_local(async move {
            let before = worker.outbox().with_untracked(|outbox| outbox.unsent);
            worker.look_at_outbox().await;
            if !answered {
                return;
            }
            // What the server kept comes back with the next pull, and what it returned only when everything is sent.
            let (kept, done) = worker.outbox().with_untracked(|outbox| {
                (outbox.answered.iter().any(|sent| !sent.taken), before > 0 && outbox.unsent == 0)
            });
            if kept || done {
                worker.refresh().await;
            }
        });
    }

    /// Somebody uses the phone: the time until it closes begins anew, unless it is over. A phone that slept has not
    /// run its timers.
    fn used(&self) {
        if untrack(|| self.worker()).is_none() {
            return;
        }
        match rest(self.used_at.get_value(), platform::now()) {
            Some(_) => self.used_at.set_value(platform::now()),
            None => self.lock(),
        }
    }

    /// Looks after this time whether the phone was used meanwhile, and again for as long as the locker is open.
    fn look_after(&self, time: Duration) {
        let work = self.clone();
        self.watched.set_value(true);
        set_timeout(
            move || {
                work.watched.set_value(false);
                if untrack(|| work.worker()).is_none() {
                    return;
                }
                let now = platform::now();
                match rest(work.used_at.get_value(), now) {
                    // The clock was put back: from here on it counts by the new one.
                    Some(left) if left > IDLE => {
                        work.used_at.set_value(now);
                        work.look_after(IDLE);
                    }
                    Some(left) => work.look_after(left),
                    None => work.lock(),
                }
            },
            time,
        );
    }
}

/// How much of the time without use is left, when the phone was last used at one time and it is another, both Unix
/// milliseconds; more than [`IDLE`] on a clock that was put back.
fn rest(used: i64, now: i64) -> Option<Duration> {
    let idle = i64::try_from(IDLE.as_millis()).unwrap_or(i64::MAX);
    let left = idle.saturating_sub(now.saturating_sub(used));
    u64::try_from(left).ok().filter(|left| *left > 0).map(Duration::from_millis)
}

/// What this browser and this phone allow.
async fn first_stage() -> Stage {
    let unsupported = |why| Stage::Unsupported(platform::store_words(&why).to_owned());
    match lockers::supported().await {
        Ok(()) if !worker::supported() => Stage::Unsupported(UNSUPPORTED.to_owned()),
        Ok(()) => match lockers::any().await {
            Ok(true) => Stage::Locked,
            Ok(false) => Stage::First { others: false },
            Err(why) => unsupported(why),
        },
        Err(why) => unsupported(why),
    }
}

const UNSUPPORTED: &str = "这个浏览器不能在没有网络时安全地保存资料（可能是无痕模式，或者浏览器太旧）。\
请用手机自带的浏览器打开；有网络时，也可以给家庭发登记链接，由家庭自己填写。";

#[cfg(test)]
mod tests {
    use super::*;

    const USED: i64 = 1_795_000_000_000;

    #[test]
    fn five_minutes_after_the_last_use_nothing_is_left() {
        assert_eq!(rest(USED, USED), Some(IDLE));
        assert_eq!(rest(USED, USED + 290_000), Some(Duration::from_secs(10)));
        assert_eq!(rest(USED, USED + 300_000), None);
    }

    #[test]
    fn a_phone_that_slept_for_hours_is_over_its_time_and_one_whose_clock_was_put_back_is_not() {
        assert_eq!(rest(USED, USED + 3 * 3_600_000), None);
        assert!(rest(USED, USED - 1).is_some_and(|left| left > IDLE));
    }
}
