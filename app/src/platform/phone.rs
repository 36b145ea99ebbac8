//! The phone's side of [`super`]: the page's settings, what the server wrote into it, and the words for what its store
//! refuses.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;

use super::{TEXT_COOKIE, TextSize};
use crate::codec;

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

/// What the server wrote into the element with this id, the first time it is asked for.
#[must_use]
pub fn page_data<T: serde::de::DeserializeOwned>(id: &str) -> Option<T> {
    let element = document().get_element_by_id(id)?;
    let text = element.text_content().filter(|text| !text.is_empty())?;
    element.set_text_content(None);
    // One character a byte.
    let bytes: Vec<u8> = window().atob(&text).ok()?.chars().filter_map(|c| u8::try_from(c).ok()).collect();
    codec::read(&bytes).ok()
}

/// A page in the browser answers nobody.
pub const fn set_status(_: u16) {}

/// The lockers of workers on this phone.
pub use offline as store;

/// Why the phone could not keep or read something: what happened, and what to do.
#[must_use]
pub const fn store_words(why: &offline::Unavailable) -> &'static str {
    use offline::Unavailable;
    match why {
        Unavailable::StorageFull => "手机存储空间满了，刚填的还没有存上。请先不要关闭页面，删掉一些照片或应用后再试。",
        Unavailable::Gone => "浏览器清掉了这部手机上的资料。请联网后重新登录；没有上传的，请在“待上传”里看看还有什么。",
        Unavailable::Blocked => "童册在另一个窗口里还开着旧版本，请关掉其他窗口再试。",
        Unavailable::NoAnswer => {
            "这部手机的存储没有反应，资料现在存不上。正在再试；请先不要关闭页面。一直这样，请重启手机再打开。"
        }
        Unavailable::Denied => "浏览器不让这个网站保存资料。请在浏览器设置里允许本站的Cookie和网站数据，再打开。",
        Unavailable::NoIndexedDb => "这个浏览器不能保存资料（可能是无痕模式），请换手机自带的浏览器打开。",
        Unavailable::NoCrypto => {
            "这个浏览器不能加密保存资料，请换手机自带的浏览器打开，或请儿童督导员发给您正确的网址。"
        }
        Unavailable::Newer => "童册已经更新，请关掉所有窗口再打开。",
        Unavailable::Exists => "您在这部手机上已经设过口令，请直接用它打开。",
        Unavailable::PasscodeChanged => "口令在另一个窗口里改过了。请锁上童册，用新口令打开后再试。",
        Unavailable::Unreadable => "这份资料打不开，它还在手机上，没有删掉。请联系乡镇（街道）。",
        Unavailable::TooLarge => "这一份太大，传不上去，请去掉照片再试。",
        Unavailable::Failed(_) => "这部手机现在存不上资料，请先不要关闭页面，稍后再试。",
    }
}

/// Why a file was not taken over: what happened, and what to do.
#[must_use]
pub const fn import_words(why: &offline::ImportRefused) -> &'static str {
    use offline::ImportRefused;
    match why {
        ImportRefused::NotAnExport => "这不是童册的备份文件，或者文件坏了。请在原来的手机上重新导出，再传一次。",
        ImportRefused::Newer => "这个文件是新版童册导出的。请先联网更新这部手机上的童册，再导入。",
        ImportRefused::WrongPasscode => "口令不对。要填导出这个文件时、原来那部手机上的童册口令。",
        ImportRefused::Unavailable(why) => store_words(why),
    }
}
