//! Where a worker's phone stands: opening, locked, open.

use std::sync::OnceLock;
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::worker::{Trouble, Worker};
use crate::declaration::Declaration;
use crate::platform;
use crate::platform::store::lockers;
use crate::platform::store::worker::{self, News, Update};

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
    /// Nobody has worked on this phone yet, or another worker begins.
    First,
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
    idle: ArcStoredValue<Option<TimeoutHandle>>,
    left: ArcStoredValue<Option<u32>>,
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

impl Default for FieldWork {
    fn default() -> Self {
        Self {
            stage: ArcRwSignal::new(Stage::Opening),
            started: ArcStoredValue::new(false),
            renewed: ArcRwSignal::new(false),
            filling: ArcStoredValue::new(None),
            left: ArcStoredValue::new(None),
            done: ArcStoredValue::new(None),
            idle: ArcStoredValue::new(None),
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
            let stage = match lockers::supported().await {
                Ok(()) if !worker::supported() => Stage::Unsupported(UNSUPPORTED.to_owned()),
                Ok(()) => match lockers::any().await {
                    Ok(true) => Stage::Locked,
                    Ok(false) => Stage::First,
                    Err(why) => Stage::Unsupported(platform::store_words(&why).to_owned()),
                },
                Err(why) => Stage::Unsupported(platform::store_words(&why).to_owned()),
            };
            work.stage.set(stage);
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
            worker::send_now(true);
            set_interval(|| worker::send_now(false), AGAIN);
        });
        let online = self.clone();
        platform::when_online(move || online.go());
        let used = self.clone();
        platform::when_used(move || used.used());
    }

    /// Opens for this worker: asks for what changed, and closes when nobody uses the phone.
    pub fn open(&self, worker: Worker) {
        self.stage.set(Stage::Open(worker));
        self.used();
        self.go();
        spawn_local(async {
            // Granted or not stands on the page of the outbox.
            let _ = platform::store::storage::persist().await;
        });
    }

    /// Closes the locker; what was typed is on the phone already.
    pub fn lock(&self) {
        let left = untrack(|| self.worker()).map(|worker| worker.outbox().with_untracked(|outbox| outbox.unsent));
        self.left.set_value(left);
        self.done.set_value(None);
        self.forget_declaration();
        self.stage.set(Stage::Locked);
    }

    /// How much was unsent when this page was locked; told once, to whoever locked it.
    #[must_use]
    pub fn left(&self) -> Option<u32> {
        self.left.try_update_value(Option::take).flatten()
    }

    /// Another worker begins on this phone.
    pub fn first(&self) {
        self.stage.set(Stage::First);
    }

    fn go(&self) {
        match untrack(|| self.worker()) {
            Some(worker) => spawn_local(async move { worker.sync().await }),
            // Sending needs no passcode.
            None => worker::send_now(true),
        }
    }

    fn outbox_moved(&self, news: &News) {
        let Some(worker) = untrack(|| self.worker()).filter(|worker| worker.is(&news.locker)) else { return };
        spawn_local(async move {
            let before = worker.outbox().with_untracked(|outbox| outbox.unsent);
            worker.look_at_outbox().await;
            // What the server kept comes back with the next pull, and what it returned only when everything is sent.
            let (kept, done) = worker.outbox().with_untracked(|outbox| {
                (outbox.answered.iter().any(|sent| !sent.taken), before > 0 && outbox.unsent == 0)
            });
            if kept || done {
                worker.sync().await;
            }
        });
    }

    /// Somebody uses the phone: the time until it closes begins anew.
    fn used(&self) {
        if untrack(|| self.worker()).is_none() {
            return;
        }
        let work = self.clone();
        let timer = set_timeout_with_handle(move || work.lock(), IDLE).ok();
        let earlier = self.idle.try_update_value(|idle| std::mem::replace(idle, timer)).flatten();
        if let Some(earlier) = earlier {
            earlier.clear();
        }
    }
}

const UNSUPPORTED: &str = "这个浏览器不能在没有网络时安全地保存资料（可能是无痕模式，或者浏览器太旧）。\
请用手机自带的浏览器打开；有网络时，也可以给家庭发登记链接，由家庭自己填写。";
