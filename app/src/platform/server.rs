//! The server's side of [`super`]: settings from the request; there is no page to touch.

use leptos::ev;

use super::TextSize;

/// The size that the address names (a page to be kept is asked for in each), or else the request's cookie.
#[must_use]
pub fn text_size() -> TextSize {
    #[cfg(feature = "ssr")]
    {
        let Some(parts) = leptos::prelude::use_context::<axum::http::request::Parts>() else {
            return TextSize::Normal;
        };
        let mut asked = parts.uri.query().unwrap_or_default().split('&');
        let named = asked.find_map(|pair| pair.strip_prefix("text=")).map(TextSize::from_name);
        named.or_else(|| kept_text_size(&parts.headers)).unwrap_or_default()
    }
    #[cfg(not(feature = "ssr"))]
    TextSize::Normal
}

/// The size that the cookie of a request remembers.
#[cfg(feature = "ssr")]
#[must_use]
pub fn kept_text_size(headers: &axum::http::HeaderMap) -> Option<TextSize> {
    let lines = headers.get_all(axum::http::header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == super::TEXT_COOKIE).map(|(_, value)| TextSize::from_name(value))
}

/// Only a page can be resized.
pub const fn remember_text_size(_: TextSize) {}

/// There is no control to read.
#[must_use]
pub const fn changed(_: &ev::Event) -> Option<Change> {
    None
}

/// There is no control to read.
#[must_use]
pub const fn typed(_: &ev::Event, _: &str) -> Option<String> {
    None
}

/// There is no form to read.
#[must_use]
pub const fn pressed(_: &ev::Event) -> Option<Press> {
    None
}

/// There is no form to read.
#[derive(Clone, Debug)]
pub struct Typing(());

impl Typing {
    /// There is no form to read.
    #[must_use]
    pub const fn of(_: &ev::Event) -> Option<Self> {
        None
    }

    /// There is no form to read.
    #[must_use]
    pub const fn pairs(&self) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// Nobody types into a render.
#[derive(Clone, Debug)]
pub struct Caret(());

impl Caret {
    /// Nobody types into a render.
    #[must_use]
    pub const fn now() -> Option<Self> {
        None
    }

    /// Nobody types into a render.
    pub const fn put_back(&self) {}
}

/// The server has no windows.
pub const fn tell_windows(_: &str, _: &str) {}

/// The server has no windows.
pub fn hear_windows(_: &str, _: impl Fn(String) + 'static) {}

/// There is no input to write to.
pub const fn show(_: &[(String, String)], _: &str) {}

/// Gives the page's answer this HTTP status.
pub fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(options), Ok(status)) =
        (leptos::prelude::use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(status))
    {
        options.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = status;
}

/// Nothing was written for the server.
#[must_use]
pub const fn page_data<T>(_: &str) -> Option<T> {
    None
}

/// There is no select to fill.
#[must_use]
pub const fn option_count(_: &str) -> u32 {
    0
}

/// There is nothing to focus.
pub const fn focus(_: &str) {}

/// There is no window to scroll.
pub const fn scroll_to_top() {}

/// The server is always on its own line.
#[must_use]
pub const fn online() -> bool {
    true
}

pub use super::page::{Change, Press};

/// There is no form to read.
#[must_use]
pub const fn standing(_: &str) -> Option<Vec<(String, String)>> {
    None
}

/// The server has no connection to lose.
pub fn when_online(_: impl Fn() + 'static) {}

/// The server has no connection to lose.
pub fn once_online(_: impl FnOnce() + 'static) {}

/// The server has its files elsewhere.
#[expect(clippy::unused_async, reason = "the phone's side waits for its store")]
pub async fn file(_: &str) -> Option<Vec<u8>> {
    None
}

/// The server does not wait.
#[expect(clippy::unused_async, reason = "the phone's side waits")]
pub async fn pause() {}

pub use super::no_store::*;
