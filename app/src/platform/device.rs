//! The phone around the page: its connection, its clock, its files.

use leptos::ev;
use leptos::prelude::{document, window, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Whether the phone believes that it has a connection.
#[must_use]
pub fn online() -> bool {
    window().navigator().on_line()
}

/// Calls `then` whenever the connection comes back, until the page is left.
pub fn when_online(then: impl Fn() + 'static) {
    let _listens_on = leptos::prelude::window_event_listener(ev::online, move |_| then());
}

/// Calls `then` when the page is looked at again (`true`), and when it is left or something else is looked at.
pub fn when_seen(then: impl Fn(bool) + Clone + 'static) {
    let left = then.clone();
    let _listens_on = window_event_listener_untyped("pagehide", move |_| left(false));
    let _listens_on = window_event_listener_untyped("visibilitychange", move |_| then(!document().hidden()));
}

/// Runs `then` when the connection comes back for the next time.
pub fn once_online(then: impl FnOnce() + 'static) {
    let once = web_sys::AddEventListenerOptions::new();
    once.set_once(true);
    let then = wasm_bindgen::closure::Closure::once_into_js(then);
    let (window, then) = (window(), then.unchecked_ref());
    let _ = window.add_event_listener_with_callback_and_add_event_listener_options("online", then, &once);
}

/// Calls `then` whenever somebody touches the page or types, until the page is left.
pub fn when_used(then: impl Fn() + Clone + 'static) {
    let pressed = then.clone();
    let _listens_on = leptos::prelude::window_event_listener(ev::pointerdown, move |_| pressed());
    let _listens_on = leptos::prelude::window_event_listener(ev::keydown, move |_| then());
}

/// The time, Unix milliseconds by the phone's clock.
#[must_use]
pub fn now() -> i64 {
    // Whole milliseconds, far below where a float loses them.
    #[expect(clippy::cast_possible_truncation, reason = "a time of the phone's clock in whole milliseconds")]
    let now = js_sys::Date::now() as i64;
    now
}

/// The day in Asia/Shanghai by the phone's clock.
#[must_use]
pub fn today() -> Option<domain::Date> {
    domain::values::date::in_china(now()).map(|(day, ..)| day)
}

/// The same, but not before `told`: what the server told may have been kept on an earlier day.
#[must_use]
pub fn today_since(told: domain::Date) -> domain::Date {
    today().map_or(told, |today| today.max(told))
}

/// A fresh id: UUIDv7 of this instant by the phone's clock.
#[must_use]
pub fn new_id() -> String {
    let mut random = [0; 10];
    if let Ok(crypto) = window().crypto() {
        // Without randomness two phones could still not meet in the same millisecond and village.
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(now()).unwrap_or_default(), &random).into_uuid().to_string()
}

/// Waits for a tenth of a second.
pub async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 100);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// The bytes of a file of the site; `None` when it is neither on this phone nor to be had.
pub async fn file(address: &str) -> Option<Vec<u8>> {
    let answer = wasm_bindgen_futures::JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    let bytes = answer.array_buffer().ok().filter(|_| answer.ok())?;
    let bytes = wasm_bindgen_futures::JsFuture::from(bytes).await.ok()?;
    Some(js_sys::Uint8Array::new(&bytes).to_vec())
}

/// Lets the person save these bytes as a file. Says whether it could.
pub fn download(name: &str, bytes: &[u8]) -> bool {
    let save = || -> Result<(), wasm_bindgen::JsValue> {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let blob = web_sys::Blob::new_with_u8_array_sequence(&parts)?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link: HtmlElement = document().create_element("a")?.dyn_into()?;
        link.set_attribute("href", &address)?;
        link.set_attribute("download", name)?;
        link.click();
        web_sys::Url::revoke_object_url(&address)
    };
    save().is_ok()
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}
