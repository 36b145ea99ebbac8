//! The service worker, seen from a page: it keeps the pages openable without signal and is the one sender of the
//! outbox.

use std::cell::Cell;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    BroadcastChannel, DomException, MessageEvent, RegistrationOptions, ServiceWorker, ServiceWorkerContainer,
    ServiceWorkerRegistration, ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

use crate::row::Row;

const FILE: &str = "/sw.js";
const SCOPE: &str = "/field";
/// The families' worker; its scope is told by the page.
const FAMILIES: &str = "/family-sw.js";
/// Channel on which the worker tells what happens to the outbox, and name of the background sync.
const CHANNEL: &str = "tongce-outbox";
const SYNC: &str = "outbox";

/// What happens to a new version of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// It is downloaded and waits until the user agrees or no page is open.
    Waiting,
    /// It took over; this page is of the earlier version and has to be loaded anew once nothing is unsaved.
    TookOver,
}

/// What happens to one worker's outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Id of the locker whose outbox it is: others' news are nobody's business.
    pub locker: String,
    /// What happened.
    pub what: Happened,
}

impl News {
    /// Whether the server answered, so that there may be something to ask it for.
    #[must_use]
    pub const fn answered(&self) -> bool {
        matches!(self.what, Happened::Sent | Happened::Idle)
    }
}

/// See [`News`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A batch is on its way.
    Sending,
    /// The server answered for some: read `sent` and `unsent` anew.
    Sent,
    /// Not everything could be sent; it is tried again after some seconds, when a page asks.
    Waiting {
        /// Seconds before it makes sense to ask again.
        seconds: u32,
        /// `offline`, `server`, `no-answer` or `later`.
        why: String,
    },
    /// The server does not take from this phone any more: make it known anew.
    Stopped,
    /// Nothing is left, or only what cannot be sent as it is.
    Idle,
}

/// Who asks for sending: decides which waits end with it. For all but the timer the browser, where it can, asks again
/// by itself when the network returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The timer of an open page: only what is due goes.
    Timer,
    /// Something was finished: what is due goes.
    New,
    /// The page was opened, or the network is back: waits that stem from its absence end.
    Online,
    /// The user: everything goes at once, whatever was said before.
    User,
}

/// Whether this browser has service workers.
#[must_use]
pub fn supported() -> bool {
    container().is_some()
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"serviceWorker".into()).ok()?.dyn_into().ok()
}

/// Registers the worker for the pages below `/field`, or finds the registration. Says whether there is one, or may
/// be one when the network is back; not where the browser forbids it.
pub async fn register() -> bool {
    let Some(container) = container() else { return false };
    let Err(thrown) = registering(&container, FILE, SCOPE).await else { return true };
    // A file that could not be fetched is a TypeError; private browsing and blocked storage are not.
    let forbidden = thrown.dyn_ref::<DomException>().is_some_and(|exception| exception.name() != "AbortError");
    !forbidden || registration().await.is_some()
}

/// Registers the families' worker for the pages below `scope`, where the browser can; it only keeps them openable.
pub async fn register_for_families(scope: &str) {
    if let Some(container) = container() {
        let _ = registering(&container, FAMILIES, scope).await;
    }
}

async fn registering(container: &ServiceWorkerContainer, file: &str, scope: &str) -> Result<JsValue, JsValue> {
    let options = RegistrationOptions::new();
    options.set_scope(scope);
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    JsFuture::from(container.register_with_options(file, &options)).await
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let found = JsFuture::from(container()?.get_registration_with_document_url(SCOPE)).await.ok()?;
    found.dyn_into().ok()
}

/// Calls back for a new version, until the page is left. Call after [`register`].
pub async fn on_update(callback: impl Fn(Update) + Clone + 'static) {
    let (Some(container), Some(registration)) = (container(), registration().await) else { return };
    // Without one, this page is the first and the worker takes it over at once: that is no update.
    let first = Cell::new(container.controller().is_none());
    let tell = callback.clone();
    let changed = Closure::<dyn FnMut()>::new(move || {
        if !first.replace(false) {
            tell(Update::TookOver);
        }
    });
    container.set_oncontrollerchange(Some(changed.into_js_value().unchecked_ref()));
    if registration.waiting().is_some() {
        callback(Update::Waiting);
    }
    let watched = registration.clone();
    let found = Closure::<dyn FnMut()>::new(move || {
        if let Some(installing) = watched.installing() {
            watch(&installing, callback.clone());
        }
    });
    registration.set_onupdatefound(Some(found.into_js_value().unchecked_ref()));
}

fn watch(installing: &ServiceWorker, callback: impl Fn(Update) + 'static) {
    let watched = installing.clone();
    let changed = Closure::<dyn FnMut()>::new(move || {
        let installed = watched.state() == ServiceWorkerState::Installed;
        if installed && container().is_some_and(|container| container.controller().is_some()) {
            callback(Update::Waiting);
        }
    });
    installing.set_onstatechange(Some(changed.into_js_value().unchecked_ref()));
}

/// Lets the version that waits take over. Every open page hears [`Update::TookOver`] then.
pub async fn take_over() {
    if let Some(waiting) = registration().await.and_then(|registration| registration.waiting()) {
        let _ = waiting.post_message(&message("take-over"));
    }
}

/// Asks for sending.
pub fn send_now(ask: Ask) {
    spawn_local(async move {
        let Some(registration) = registration().await else { return };
        // Each registration is an attempt of the browser's own: a timer that made them would end every wait. A page that
        // was opened renews the attempts that the browser has used up.
        if ask != Ask::Timer {
            background_sync(&registration).await;
        }
        let send = message("send");
        let _ = Reflect::set(&send, &"urgent".into(), &(ask == Ask::User).into());
        let _ = Reflect::set(&send, &"online".into(), &(ask == Ask::Online).into());
        if let Some(active) = registration.active() {
            let _ = active.post_message(&send);
        }
    });
}

/// Where the browser can wake the worker when the network returns, asks it to.
async fn background_sync(registration: &ServiceWorkerRegistration) {
    let asked = || -> Option<Promise> {
        let manager = Reflect::get(registration, &"sync".into()).ok()?;
        let register: Function = Reflect::get(&manager, &"register".into()).ok()?.dyn_into().ok()?;
        register.call1(&manager, &SYNC.into()).ok()?.dyn_into().ok()
    };
    if let Some(asked) = asked() {
        let _ = JsFuture::from(asked).await;
    }
}

/// Whether the browser wakes the worker by itself when the network returns. Elsewhere an open page has to ask.
pub async fn wakes() -> bool {
    let Some(registration) = registration().await else { return false };
    let there = Reflect::get(&registration, &"sync".into()).is_ok_and(|manager| manager.is_object());
    there && !denied().await
}

/// Whether the person, or the browser, forbade work in the background.
async fn denied() -> bool {
    let asked = || -> Option<Promise> {
        let permissions = Reflect::get(&web_sys::window()?.navigator(), &"permissions".into()).ok()?;
        let query: Function = Reflect::get(&permissions, &"query".into()).ok()?.dyn_into().ok()?;
        let what = Object::new();
        Reflect::set(&what, &"name".into(), &"background-sync".into()).ok()?;
        query.call1(&permissions, &what).ok()?.dyn_into().ok()
    };
    let Some(asked) = asked() else { return false };
    // A browser that does not know the question has not forbidden it.
    let Ok(status) = JsFuture::from(asked).await else { return false };
    Reflect::get(&status, &"state".into()).is_ok_and(|state| state.as_string().as_deref() == Some("denied"))
}

fn message(kind: &str) -> JsValue {
    let message = Object::new();
    let _ = Reflect::set(&message, &"type".into(), &kind.into());
    message.into()
}

/// Calls back with what happens to outboxes on this phone, until the page is left. Leave those of other lockers alone.
pub fn on_outbox(callback: impl Fn(News) + 'static) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(news) = read(&Row(event.data())) {
            callback(news);
        }
    });
    channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    // A channel that nobody holds may be collected, and its listener with it.
    std::mem::forget(channel);
}

fn read(told: &Row) -> Option<News> {
    let what = match told.text("type").as_str() {
        "sending" => Happened::Sending,
        "sent" => Happened::Sent,
        "waiting" => Happened::Waiting { seconds: told.count("seconds"), why: told.text("why") },
        "stopped" => Happened::Stopped,
        "idle" => Happened::Idle,
        _ => return None,
    };
    Some(News { locker: told.text("locker"), what })
}
