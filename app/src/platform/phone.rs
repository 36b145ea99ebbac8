//! The phone's side of [`super`]: the page's settings and controls, and the store on the phone.

use leptos::ev;
use leptos::prelude::document;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

pub use super::page::{Change, Press};
use super::{TEXT_COOKIE, TextSize};
use crate::api::codec::{self, WireError};
use crate::api::declarations::Changes;

/// The size that the server wrote on `<html>`.
#[must_use]
pub fn text_size() -> TextSize {
    let name = document().document_element().and_then(|html| html.get_attribute("data-text"));
    name.map_or(TextSize::Normal, |name| TextSize::from_name(&name))
}

/// Changes the size now and for later visits (one year).
pub fn remember_text_size(size: TextSize) {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("data-text", size.name());
    }
    if let Ok(page) = document().dyn_into::<web_sys::HtmlDocument>() {
        let _ = page.set_cookie(&format!("{TEXT_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", size.name()));
    }
}

/// Reads the control that changed and its form.
#[must_use]
pub fn changed(ev: &ev::Event) -> Option<Change> {
    let target: HtmlElement = ev.target()?.dyn_into().ok()?;
    let (name, value, form) = if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        (input.name(), input.value(), input.form())
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        (select.name(), select.value(), select.form())
    } else {
        let area = target.dyn_ref::<HtmlTextAreaElement>()?;
        (area.name(), area.value(), area.form())
    };
    Some(Change { name, value, pairs: pairs(&form?) })
}

/// What stands in the text control called `name`, when the event is about it.
#[must_use]
pub fn typed(ev: &ev::Event, name: &str) -> Option<String> {
    let input: HtmlInputElement = ev.target()?.dyn_into().ok()?;
    (input.name() == name).then(|| input.value())
}

/// Marks the page as alive, so that what only helps without a script goes.
pub fn mark_scripted() {
    if let Some(html) = document().document_element() {
        let _ = html.class_list().add_1("scripted");
    }
}

/// Reads the pressed button and its form, and keeps the browser from sending it.
#[must_use]
pub fn pressed(ev: &ev::Event) -> Option<Press> {
    let form: HtmlFormElement = ev.target()?.dyn_into().ok()?;
    ev.prevent_default();
    let value = ev
        .dyn_ref::<ev::SubmitEvent>()
        .and_then(ev::SubmitEvent::submitter)
        .and_then(|button| button.get_attribute("value"))
        .unwrap_or_default();
    Some(Press { value, pairs: pairs(&form) })
}

fn pairs(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else { return Vec::new() };
    let Ok(Some(entries)) = js_sys::try_iter(&data) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let entry: js_sys::Array = entry.dyn_into().ok()?;
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        })
        .collect()
}

/// Writes the values into the controls called so. Radio buttons and check boxes of `key` that are not
/// among the values are cleared; text controls whose value is given are overwritten.
pub fn show(values: &[(String, String)], key: &str) {
    let Ok(controls) = document().query_selector_all(&format!("[name='{key}'],[name^='{key}.']")) else { return };
    for index in 0..controls.length() {
        let Some(node) = controls.get(index) else { continue };
        if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
            let name = input.name();
            if matches!(input.type_().as_str(), "radio" | "checkbox") {
                let value = input.value();
                input.set_checked(values.iter().any(|(n, v)| *n == name && *v == value));
            } else {
                input.set_value(value_of(values, &name));
            }
        } else if let Some(select) = node.dyn_ref::<HtmlSelectElement>() {
            // Cascades of divisions follow the answer by themselves.
            let name = select.name();
            let level = name.rsplit('.').next().unwrap_or_default();
            if domain::form::entries::CASCADE.iter().any(|(known, _)| *known == level) {
                continue;
            }
            match value_of(values, &name) {
                "" => select.set_selected_index(0),
                value => select.set_value(value),
            }
        } else if let Some(area) = node.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(value_of(values, &area.name()));
        }
    }
}

fn value_of<'a>(values: &'a [(String, String)], name: &str) -> &'a str {
    values.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
}

/// What the server wrote into the element with this id, the first time it is asked for.
#[must_use]
pub fn embedded<T: serde::de::DeserializeOwned>(id: &str) -> Option<T> {
    let element = document().get_element_by_id(id)?;
    let text = element.text_content().filter(|text| !text.is_empty())?;
    element.set_text_content(None);
    // One character a byte.
    let bytes: Vec<u8> = window().atob(&text).ok()?.chars().filter_map(|c| u8::try_from(c).ok()).collect();
    codec::read(&bytes).ok()
}

/// A page in the browser answers nobody.
pub const fn answer_with(_: u16) {}

/// How many options the select with this id has.
#[must_use]
pub fn option_count(id: &str) -> u32 {
    document()
        .get_element_by_id(id)
        .and_then(|node| node.dyn_into::<HtmlSelectElement>().ok())
        .map_or(0, |select| select.length())
}

/// Puts the focus on the element with this id and shows it.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
        element.scroll_into_view();
    }
}

/// Shows the top of the page.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Whether the phone believes that it has a connection.
#[must_use]
pub fn online() -> bool {
    window().navigator().on_line()
}

/// Keeps unsaved answers of a draft on the phone, encrypted. Says whether it could.
pub async fn keep(draft: &str, changes: Changes) -> bool {
    store(Kept::Keep(draft.to_owned(), changes)).await.is_ok()
}

/// The unsaved answers of a draft.
pub async fn kept(draft: &str) -> Option<Changes> {
    store(Kept::Read(draft.to_owned())).await.ok().flatten()
}

/// Forgets them, once the server has them.
pub async fn forget(draft: &str) {
    // What could not be deleted is overwritten or deleted next time.
    let _ = store(Kept::Forget(draft.to_owned())).await;
}

/// What is asked of the store on the phone.
enum Kept {
    Keep(String, Changes),
    Read(String),
    Forget(String),
}

/// The store could not be loaded or used.
struct NoStore;

impl From<leptos::wasm_split::SplitLoaderError> for NoStore {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

impl From<WireError> for NoStore {
    fn from(_: WireError) -> Self {
        Self
    }
}

impl From<offline::Unavailable> for NoStore {
    fn from(_: offline::Unavailable) -> Self {
        Self
    }
}

type Stored = std::pin::Pin<Box<dyn Future<Output = Result<Option<Changes>, NoStore>>>>;

async fn store(what: Kept) -> Result<Option<Changes>, NoStore> {
    stored(what).await?.await
}

/// The store is a download of its own, which the first page need not wait for.
#[leptos::wasm_split::wasm_split(phone_store, wasm_split_path = ::leptos::wasm_split, fallible)]
fn stored(what: Kept) -> Result<Stored, NoStore> {
    Ok(Box::pin(async move {
        match what {
            Kept::Keep(draft, changes) => {
                offline::drafts::keep(&draft, &codec::write(&changes)?).await?;
                Ok(None)
            }
            Kept::Read(draft) => {
                let bytes = offline::drafts::kept(&draft).await?;
                Ok(bytes.map(|bytes| codec::read(&bytes)).transpose()?)
            }
            Kept::Forget(draft) => {
                offline::drafts::forget(&draft).await?;
                Ok(None)
            }
        }
    }))
}

/// Calls `then` whenever the connection comes back, until the page is left.
pub fn when_online(then: impl Fn() + 'static) {
    let _listens_on = leptos::prelude::window_event_listener(ev::online, move |_| then());
}

/// Runs `then` when the connection comes back for the next time.
pub fn once_online(then: impl FnOnce() + 'static) {
    let once = web_sys::AddEventListenerOptions::new();
    once.set_once(true);
    let then = wasm_bindgen::closure::Closure::once_into_js(then);
    let (window, then) = (window(), then.unchecked_ref());
    let _ = window.add_event_listener_with_callback_and_add_event_listener_options("online", then, &once);
}

/// The bytes of a file of the site; `None` when it is neither on this phone nor to be had.
pub async fn file(address: &str) -> Option<Vec<u8>> {
    let answer = wasm_bindgen_futures::JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    let bytes = answer.array_buffer().ok().filter(|_| answer.ok())?;
    let bytes = wasm_bindgen_futures::JsFuture::from(bytes).await.ok()?;
    Some(js_sys::Uint8Array::new(&bytes).to_vec())
}

/// Waits for a tenth of a second.
pub async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 100);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// The lockers of workers on this phone.
pub use offline as store;

/// Why the phone could not keep or read something: what happened, and what to do.
#[must_use]
pub const fn store_words(why: &offline::Unavailable) -> &'static str {
    use offline::Unavailable;
    match why {
        Unavailable::StorageFull => "手机存储空间满了，刚填的还没有存上。请先不要关闭页面，删掉一些照片或应用后再试。",
        Unavailable::Gone => "浏览器清掉了这台手机上的资料。请联网后重新登录；没有上传的，请在“待上传”里看看还有什么。",
        Unavailable::Blocked => "童册在另一个窗口里还开着旧版本，请关掉其他窗口再试。",
        Unavailable::NoIndexedDb => "这个浏览器不能保存资料（可能是无痕模式），请换手机自带的浏览器打开。",
        Unavailable::NoCrypto => "这个浏览器不能加密保存资料，请换手机自带的浏览器、用 https 地址打开。",
        Unavailable::Newer => "童册已经更新，请关掉所有窗口再打开。",
        Unavailable::Exists => "您在这台手机上已经设过口令，请直接用它打开。",
        Unavailable::PasscodeChanged => "口令在另一个窗口里改过了。请锁屏离开，用新口令打开后再试。",
        Unavailable::Unreadable => "这份资料打不开，它还在手机上，没有删掉。请联系街道（乡镇）。",
        Unavailable::TooLarge => "这一份太大，传不上去，请去掉照片再试。",
        Unavailable::Failed(_) => "这台手机现在存不上资料，请先不要关闭页面，稍后再试。",
    }
}

/// Why a file was not taken over: what happened, and what to do.
#[must_use]
pub const fn import_words(why: &offline::ImportRefused) -> &'static str {
    use offline::ImportRefused;
    match why {
        ImportRefused::NotAnExport => "这不是童册的备份文件，或者文件坏了。请在原来的手机上重新导出，再传一次。",
        ImportRefused::Newer => "这个文件是新版童册导出的。请先联网更新这台手机上的童册，再导入。",
        ImportRefused::WrongPasscode => "口令不对。要填导出这个文件时、原来那台手机上的开锁口令。",
        ImportRefused::Unavailable(why) => store_words(why),
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

/// Calls `then` whenever somebody touches the page or types, until the page is left.
pub fn when_used(then: impl Fn() + Clone + 'static) {
    let pressed = then.clone();
    let _listens_on = leptos::prelude::window_event_listener(ev::pointerdown, move |_| pressed());
    let _listens_on = leptos::prelude::window_event_listener(ev::keydown, move |_| then());
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
