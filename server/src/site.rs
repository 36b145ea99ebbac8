//! Files of the built site: WASM, scripts, styles, icons.
//!
//! Files under [`PKG`] carry a hash of their content in their name, so a browser keeps them for ever.
//! They are compressed at build time and sent as they are.

use std::path::Path;

use anyhow::Context as _;
use app::Style;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tower::ServiceBuilder;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// Below it lie the files that carry a hash of their content in their name.
pub const PKG: &str = "/pkg";

/// Kept for ever: the name changes with the content.
pub(crate) const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Icons and the manifest: asked for again after a day.
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
/// The service worker must never be stale.
const ALWAYS_ASK: HeaderValue = HeaderValue::from_static("no-cache");

/// What the service worker itself may do: a policy that forbids everything would bind its requests too.
const WORKER_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'");

/// The files of `site`, as routes and as the fallback for everything that no route serves.
pub fn files<S: Clone + Send + Sync + 'static>(site: &Path) -> Router<S> {
    let pkg = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, |answer: &axum::http::Response<_>| {
            (answer.status() == StatusCode::OK).then_some(FOR_EVER)
        }))
        .service(directory(&site.join("pkg")));
    Router::new().nest_service(PKG, pkg).layer(from_fn(visible))
}

async fn visible(request: Request, next: Next) -> Response {
    if hidden(request.uri().path()) { StatusCode::NOT_FOUND.into_response() } else { next.run(request).await }
}

/// Whether a part of the path begins with a dot, as `.git` and `.env` do: no file that is built has such a name, and what
/// somebody left there is nobody's business.
#[must_use]
pub fn hidden(path: &str) -> bool {
    percent_decode_str(path).collect::<Vec<u8>>().split(|byte| *byte == b'/').any(|part| part.starts_with(b"."))
}

/// Files outside `/pkg`: icons, the manifest, the service worker.
pub fn directory(path: &Path) -> ServeDir {
    ServeDir::new(path).precompressed_br().precompressed_gzip().append_index_html_on_directories(false)
}

/// Where the style of officials' and workers' pages begins: the last layer of style/main.css.
const OFFICE: &str = "@layer office{";

/// The style of the built site, to be written into its pages; nothing when the site is not built.
///
/// # Errors
/// When it is there and cannot be read.
pub fn style(site: &Path) -> anyhow::Result<Option<Style>> {
    let Ok(files) = std::fs::read_dir(site.join("pkg")) else { return Ok(None) };
    let mut files = files.filter_map(|file| Some(file.ok()?.path()));
    let Some(file) = files.find(|file| file.extension().is_some_and(|end| end == "css")) else { return Ok(None) };
    let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    anyhow::ensure!(!text.contains("</"), "{} would end the element that it is written into", file.display());
    let office = text.find(OFFICE).unwrap_or(text.len());
    Ok(Some(Style { all: text[..office].into(), office: text[office..].into() }))
}

/// What every page says of itself when what it sends may be read on its way: part of the style, which stands in all of them.
const WARNING: &str = "body::before{content:'试用环境：连接未加密，请勿填写真实信息';display:block;padding:.5rem 1rem;\
    background:#8a1c1c;color:#fff;font-weight:600;text-align:center}";

/// The style with the warning.
#[must_use]
pub fn warned(style: Style) -> Style {
    Style { all: [&*style.all, WARNING].concat().into(), ..style }
}

/// How long a browser keeps the file at this path outside `/pkg`.
#[must_use]
pub fn lifetime(path: &str) -> HeaderValue {
    if path.ends_with(".js") || path.ends_with(".json") || path.ends_with(".html") { ALWAYS_ASK } else { A_DAY }
}

/// The security policy of the file at this path outside `/pkg`, where it has one of its own.
#[must_use]
pub fn policy(path: &str) -> Option<HeaderValue> {
    matches!(path, "/sw.js" | "/family-sw.js").then_some(WORKER_POLICY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_of_officials_pages_is_apart() {
        let site = tempfile::tempdir().unwrap();
        assert!(style(site.path()).unwrap().is_none(), "a site that is not built has none");
        let pkg = site.path().join("pkg");
        std::fs::create_dir(&pkg).unwrap();
        std::fs::write(pkg.join("tongce.0123.css"), "@layer base{a{color:red}}@layer office{b{color:blue}}").unwrap();
        let Style { all, office } = style(site.path()).unwrap().unwrap();
        assert_eq!((&*all, &*office), ("@layer base{a{color:red}}", "@layer office{b{color:blue}}"));
    }
}
