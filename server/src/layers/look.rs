//! How the pages outside the application look: in the style of the built site, in the size of text that the reader chose.

use axum::http::HeaderMap;
use gate::Look;

use crate::state::AppState;

impl AppState {
    /// The look for the reader who sent these headers.
    #[must_use]
    pub fn look(&self, headers: &HeaderMap) -> Look<'_> {
        office::look(self.style.as_ref(), headers)
    }
}
