//! Where a worker's phone stands: opening, locked, open.

use std::sync::OnceLock;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::idle::IDLE;
use self::update::Renewed;
use super::drafts::forms::Keeping;
use super::worker::outbox::Facts;
use super::worker::{Trouble, Worker};
use crate::declaration::Declaration;
use crate::platform;
use crate::platform::store::lockers;
use crate::platform::store::service_worker::{self, Ask, News, Update};

/// An open page asks for sending this often; the sender keeps its own, growing waits.
const AGAIN: Duration = Duration::from_secs(30);

/// Where the phone stands.
#[derive(Clone)]
pub enum LockerState {
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
pub struct PhoneSession {
    state: ArcRwSignal<LockerState>,
    started: ArcStoredValue<bool>,
    pub(super) renewed: ArcRwSignal<Renewed>,
    pub(super) filling: ArcStoredValue<Option<Declaration>>,
    pub(super) form: ArcStoredValue<Option<Keeping>>,
    pub(super) used_at: ArcStoredValue<i64>,
    pub(super) watched: ArcStoredValue<bool>,
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
    /// Photographs that could not be read: they were not sent, and are still on the phone.
    pub unreadable: usize,
    /// How it goes on from here, in words.
    pub next: &'static str,
}

/// What there is to say at the door to whoever was here last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The locker was closed, with this in the outbox.
    Closed(Facts),
    /// The locker was destroyed after wrong passcodes.
    Destroyed,
}

impl Default for PhoneSession {
    fn default() -> Self {
        Self {
            state: ArcRwSignal::new(LockerState::Opening),
            started: ArcStoredValue::new(false),
            renewed: ArcRwSignal::default(),
            filling: ArcStoredValue::new(None),
            form: ArcStoredValue::new(None),
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
static THIS: OnceLock<PhoneSession> = OnceLock::new();

impl PhoneSession {
    /// What the pages of this browser share.
    #[must_use]
    pub fn of_this_phone() -> Self {
        THIS.get_or_init(Self::default).clone()
    }

    /// Where the phone stands.
    #[must_use]
    pub fn locker_state(&self) -> ArcRwSignal<LockerState> {
        self.state.clone()
    }

    /// The worker, while the locker is open.
    #[must_use]
    pub fn worker(&self) -> Option<Worker> {
        self.state.with(|state| if let LockerState::Open(worker) = state { Some(worker.clone()) } else { None })
    }

    /// The draft with this id as a declaration; the same one while the worker walks through its screens.
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

    /// The form on the page that is shown keeps what is typed under this name. One that was left is written at once.
    #[must_use]
    pub fn keeping(&self, worker: &Worker, page: &str) -> Keeping {
        let keeping = Keeping::of(worker, page);
        self.let_go_of_form();
        self.form.set_value(Some(keeping.clone()));
        keeping
    }

    fn let_go_of_form(&self) {
        if let Some(left) = self.form.try_update_value(Option::take).flatten() {
            spawn_local(async move {
                let _ = left.write().await;
            });
        }
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

    /// Everything of this worker's as a file that only the passcode opens, and how many drafts in it could not be
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
            work.state.set(first_state().await);
            // A database that did not answer in time may answer yet.
            while matches!(work.state.get_untracked(), LockerState::Unsupported(_)) && lockers::answering().await {
                work.state.set(first_state().await);
            }
            // Places are picked without the server from here on.
            crate::places::load().await;
            // Without a network the one that is there goes on.
            if !service_worker::register().await {
                work.state.set(LockerState::Unsupported(UNSUPPORTED.to_owned()));
            }
            let taken = work.clone();
            service_worker::on_update(move |update| match update {
                Update::Waiting => renewed.set(Renewed::Waits),
                Update::TookOver => taken.took_over(),
            })
            .await;
            work.answer_tabs();
            service_worker::on_outbox(move |news| told.outbox_moved(&news));
            service_worker::send_now(Ask::Online);
            set_interval(|| service_worker::send_now(Ask::Timer), AGAIN);
        });
        let online = self.clone();
        platform::when_online(move || online.go());
        let used = self.clone();
        platform::when_used(move || used.used());
        let seen = self.clone();
        platform::when_seen(move |looked_at| if looked_at { seen.back() } else { seen.leave() });
    }

    /// The page is left, or something else is looked at: what stands on it is written at once.
    fn leave(&self) {
        let work = self.clone();
        spawn_local(async move {
            let _ = work.write_down().await;
        });
    }

    /// The page is looked at again: another tab may have changed what lies on the phone meanwhile.
    fn back(&self) {
        self.used();
        if let Some(worker) = untrack(|| self.worker()) {
            spawn_local(async move { worker.look_again().await });
        }
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
        self.state.set(LockerState::Open(worker));
        if !self.watched.get_value() {
            self.look_after(IDLE);
        }
        self.go();
        spawn_local(async {
            // Granted or not stands on the page of the outbox.
            let _ = platform::store::storage::persist().await;
        });
    }

    /// Closes the locker; what was typed last is still written.
    pub fn lock(&self) {
        let facts = untrack(|| self.worker()).map(|worker| worker.outbox().with_untracked(|outbox| outbox.facts));
        self.close(facts.map(Left::Closed));
    }

    /// The locker was destroyed under the open page.
    pub fn destroyed(&self) {
        self.close(Some(Left::Destroyed));
    }

    fn close(&self, left: Option<Left>) {
        // The writings have their own hold on the worker, and end with it.
        let (declaration, worker) = (self.filling.get_value(), untrack(|| self.worker()));
        if let (Some(declaration), Some(worker)) = (declaration, worker) {
            spawn_local(async move {
                let _ = worker.take_up(&declaration).await;
            });
        }
        self.let_go_of_form();
        self.left.set_value(left);
        self.done.set_value(None);
        self.forget_declaration();
        self.state.set(LockerState::Locked);
    }

    /// What there is to say to whoever was here last; told once.
    #[must_use]
    pub fn left(&self) -> Option<Left> {
        self.left.try_update_value(Option::take).flatten()
    }

    /// Another worker begins on this phone.
    pub fn first(&self) {
        self.state.set(LockerState::First { others: true });
    }

    /// Somebody's locker is to be opened after all.
    pub fn door(&self) {
        self.state.set(LockerState::Locked);
    }

    fn go(&self) {
        // Sending needs no passcode.
        service_worker::send_now(Ask::Online);
        if let Some(worker) = untrack(|| self.worker()) {
            spawn_local(async move { worker.refresh().await });
        }
    }

    fn outbox_moved(&self, news: &News) {
        let Some(worker) = untrack(|| self.worker()).filter(|worker| worker.is(&news.locker)) else { return };
        let answered = news.answered();
        spawn_local(async move {
            let before = worker.outbox().with_untracked(|outbox| outbox.facts.unsent);
            worker.look_at_outbox().await;
            if !answered {
                return;
            }
            // What the server kept comes back with the next pull, and what it returned only when everything is sent.
            let (kept, done) = worker
                .outbox()
                .with_untracked(|outbox| (outbox.facts.kept > 0, before > 0 && outbox.facts.unsent == 0));
            if kept || done {
                worker.refresh().await;
            }
        });
    }
}

/// What this browser and this phone allow.
async fn first_state() -> LockerState {
    let unsupported = |why| LockerState::Unsupported(platform::store_words(&why).to_owned());
    match lockers::supported().await {
        Ok(()) if !service_worker::supported() => LockerState::Unsupported(UNSUPPORTED.to_owned()),
        Ok(()) => match lockers::any().await {
            Ok(true) => LockerState::Locked,
            Ok(false) => LockerState::First { others: false },
            Err(why) => unsupported(why),
        },
        Err(why) => unsupported(why),
    }
}

const UNSUPPORTED: &str = "这个浏览器不能在没有网络时安全地保存资料（可能是无痕模式，或者浏览器太旧）。\
请用手机自带的浏览器打开；有网络时，也可以给家庭发登记链接，由家庭自己填写。";
pub mod idle;
pub mod update;
