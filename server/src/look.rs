//! How the pages outside the application look: in the style of the built site, in the size of text that the reader chose.

use app::platform::kept_text_size;
use axum::http::HeaderMap;
use gate::Look;
use gate::page::STYLE;

use crate::state::AppState;

impl AppState {
    /// The look for the reader who sent these headers.
    #[must_use]
    pub fn look(&self, headers: &HeaderMap) -> Look<'_> {
        let style = self.style.as_ref().map_or(STYLE, |style| &*style.all);
        Look { style, size: kept_text_size(headers).unwrap_or_default().name() }
    }
}
