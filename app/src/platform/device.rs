//! The phone around the page: its connection, its clock, its files.

use js_sys::{Function, Promise, Reflect};
use leptos::ev;
use leptos::prelude::{document, window, window_event_listener_untyped};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
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

/// Calls `then` whenever somebody touches the page or puts something into it, also by voice or handwriting, until the
/// page is left.
pub fn when_used(then: impl Fn() + Clone + 'static) {
    for event in ["pointerdown", "keydown", "input", "compositionupdate"] {
        let then = then.clone();
        let _listens_on = window_event_listener_untyped(event, move |_| then());
    }
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

/// A file is fetched from its address within this time, also by a browser that asks where to put it first.
const FETCHED_MS: i32 = 10 * 60_000;

/// Offers these bytes to the person as a file. Says whether the browser took the offer, not whether the file was saved:
/// that the browser tells nobody.
pub fn download(name: &str, bytes: &[u8]) -> bool {
    let save = || -> Result<(), wasm_bindgen::JsValue> {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let blob = web_sys::Blob::new_with_u8_array_sequence(&parts)?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link: HtmlElement = document().create_element("a")?.dyn_into()?;
        link.set_attribute("href", &address)?;
        link.set_attribute("download", name)?;
        link.click();
        let forget = Closure::once_into_js(move || drop(web_sys::Url::revoke_object_url(&address)));
        window().set_timeout_with_callback_and_timeout_and_arguments_0(forget.unchecked_ref(), FETCHED_MS).map(drop)
    };
    save().is_ok()
}

/// Whether the phone can hand such a file to another app.
#[must_use]
pub fn can_share(name: &str) -> bool {
    let asked = || -> Result<bool, JsValue> {
        let navigator: JsValue = window().navigator().into();
        let can: Function = Reflect::get(&navigator, &"canShare".into())?.dyn_into()?;
        Ok(can.call1(&navigator, &shared(name, &[])?)?.is_truthy())
    };
    asked().unwrap_or_default()
}

/// Hands these bytes to an app that the person picks. Says whether one took them.
pub async fn share(name: &str, bytes: &[u8]) -> bool {
    let ask = || -> Result<Promise, JsValue> {
        let navigator: JsValue = window().navigator().into();
        let share: Function = Reflect::get(&navigator, &"share".into())?.dyn_into()?;
        share.call1(&navigator, &shared(name, bytes)?)?.dyn_into()
    };
    match ask() {
        Ok(asked) => wasm_bindgen_futures::JsFuture::from(asked).await.is_ok(),
        Err(_) => false,
    }
}

/// What is shared, as the browser wants it. Called by its name: only workers share.
fn shared(name: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
    let reflect = Reflect::get(&window(), &"Reflect".into())?;
    let construct: Function = Reflect::get(&reflect, &"construct".into())?.dyn_into()?;
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let given = js_sys::Array::of2(&parts, &name.into());
    let file = Reflect::get(&window(), &"File".into())?;
    let file = Reflect::apply(&construct, &reflect, &js_sys::Array::of2(&file, &given))?;
    let data = js_sys::Object::new();
    Reflect::set(&data, &"files".into(), &js_sys::Array::of1(&file))?;
    Ok(data.into())
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}
