//! What a page was made from, written after it by the server, so that taking the page over waits for nothing.

use crate::ui::html::{El, el};

/// The element that holds it: a data block, no script of any kind, so it is never run.
pub(crate) fn block(id: &'static str, told: String) -> El {
    el("script").attr("type", "application/octet-stream").attr("id", id).inner(move || told.clone().into())
}

/// What [`crate::platform::page_data`] reads.
#[cfg(feature = "ssr")]
pub(crate) fn text<T: serde::Serialize>(told: &T) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    STANDARD.encode(crate::codec::write(told).unwrap_or_default())
}
