//! Putting the pages on the home screen, as the browser offers it, and small settings that say nothing about anybody.

use std::cell::RefCell;

use domain::view::notice::NoticeView;
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Function, Promise, Reflect};
use leptos::ev;
use leptos::prelude::{window, window_event_listener_untyped};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// What the browser gave to ask with; good for once.
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Calls back with whether the browser offers to put the pages on the home screen, until the page is left.
pub fn when_installable(tell: impl Fn(bool) + Clone + 'static) {
    let offered = tell.clone();
    let _listens_on = window_event_listener_untyped("beforeinstallprompt", move |ev: ev::Event| {
        ev.prevent_default();
        OFFER.set(Some(ev.into()));
        offered(true);
    });
    let _listens_on = window_event_listener_untyped("appinstalled", move |_| {
        OFFER.set(None);
        tell(false);
    });
}

/// Asks the person, in the browser's own words. The offer is used up by it.
pub async fn install() {
    let Some(offer) = OFFER.take() else { return };
    let ask = || -> Option<Promise> {
        let ask: Function = Reflect::get(&offer, &"prompt".into()).ok()?.dyn_into().ok()?;
        ask.call0(&offer).ok()?.dyn_into().ok()
    };
    if let Some(asked) = ask() {
        // Whatever the answer is, the browser acts on it.
        let _ = JsFuture::from(asked).await;
    }
}

/// Whether the page runs from the home screen already.
#[must_use]
pub fn installed() -> bool {
    let standalone = Reflect::get(&window().navigator(), &"standalone".into());
    let matches = || -> Option<bool> {
        let ask: Function = Reflect::get(&window(), &"matchMedia".into()).ok()?.dyn_into().ok()?;
        let answer = ask.call1(&window(), &"(display-mode: standalone)".into()).ok()?;
        Reflect::get(&answer, &"matches".into()).ok()?.as_bool()
    };
    standalone.is_ok_and(|standalone| standalone.is_truthy()) || matches().unwrap_or_default()
}

/// How the browser calls itself, and whether its screen is touched.
#[must_use]
pub fn browser() -> (String, bool) {
    let navigator = window().navigator();
    let said = |name: &str| Reflect::get(&navigator, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let touched = said("maxTouchPoints").as_f64().is_some_and(|points| points > 1.0);
    (said("userAgent").as_string().unwrap_or_default(), touched)
}

/// Browsers that keep nothing throw at the mere question.
fn keeps_settings() -> bool {
    Reflect::get(&window(), &"localStorage".into()).is_ok_and(|storage| storage.is_object())
}

/// Whether a hint was put away on this phone.
#[must_use]
pub fn put_away(hint: &str) -> bool {
    keeps_settings() && LocalStorage::get(hint).unwrap_or(false)
}

/// Where the notice lies.
const NOTICE: &str = "tongce.notice";

/// The notice (告知书) that was fetched last.
#[must_use]
pub fn kept_notice() -> Option<NoticeView> {
    keeps_settings().then(|| LocalStorage::get(NOTICE).ok()).flatten()
}

/// Keeps the notice, where the browser keeps anything.
pub fn keep_notice(notice: &NoticeView) {
    if keeps_settings() {
        // It is fetched again.
        let _ = LocalStorage::set(NOTICE, notice);
    }
}

/// Puts a hint away for good, where the browser keeps it.
pub fn put_hint_away(hint: &str) {
    if keeps_settings() {
        // It shows again.
        let _ = LocalStorage::set(hint, true);
    }
}
