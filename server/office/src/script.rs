//! The one script of the office: it asks before what cannot be undone, warns before typed words are lost, selects all,
//! prints, refreshes a bar of progress, and asks the browser for a passkey. Its address carries a hash of its text, so a browser keeps it for ever.

use std::sync::LazyLock;

use axum::Router;
use axum::http::header;
use axum::routing::get;
use sha2::{Digest, Sha256};

const TEXT: &str = include_str!("script.js");

static ADDRESS: LazyLock<String> = LazyLock::new(|| format!("/office.{}.js", hex::encode(&Sha256::digest(TEXT)[..8])));

/// Where it is.
pub(crate) fn address() -> &'static str {
    &ADDRESS
}

pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Router::new().route(address(), get(async move || (headers, TEXT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_no_larger_than_promised() {
        assert!(TEXT.len() <= 4 * 1024, "{} bytes", TEXT.len());
    }
}
