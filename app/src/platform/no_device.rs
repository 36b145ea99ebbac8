//! The server has no canvas to draw on, no camera and no home screen.

use leptos::ev;

use super::picture::{Shot, Touch};

/// Nobody touches a render.
#[must_use]
pub const fn touched(_: &ev::Event) -> Option<Touch> {
    None
}

/// Nobody touches a render.
pub const fn hold(_: &ev::Event) {}

/// There is no canvas.
pub const fn draw(_: &str, _: Touch, _: Touch) {}

/// There is no canvas.
pub const fn wipe(_: &str) {}

/// There is no canvas.
#[expect(clippy::unused_async, reason = "the phone's side waits for its browser")]
pub async fn drawn(_: &str) -> Option<Shot> {
    None
}

/// Nothing was chosen.
#[expect(clippy::unused_async, reason = "the phone's side waits for its browser")]
pub async fn chosen_file(_: &str) -> Option<Vec<u8>> {
    None
}

/// Nothing was chosen.
#[expect(clippy::unused_async, reason = "the phone's side waits for its browser")]
pub async fn chosen_picture(_: &str) -> Option<Shot> {
    None
}

/// A server is installed otherwise.
pub fn when_installable(_: impl Fn(bool) + Clone + 'static) {}

/// A server is installed otherwise.
#[expect(clippy::unused_async, reason = "the phone's side waits for its user")]
pub async fn install() {}

/// A render has no home screen.
#[must_use]
pub const fn installed() -> bool {
    false
}

/// A render does not know who will read it.
#[must_use]
pub const fn browser() -> (String, bool) {
    (String::new(), false)
}

/// A render keeps no settings.
#[must_use]
pub const fn put_away(_: &str) -> bool {
    false
}

/// A render keeps no settings.
pub const fn put_hint_away(_: &str) {}

/// The notice lies on no server's phone.
#[must_use]
pub const fn kept_notice() -> Option<domain::view::notice::NoticeView> {
    None
}

/// The server has it.
pub const fn keep_notice(_: &domain::view::notice::NoticeView) {}
