//! Headers of every answer: what a browser may do with it.

use app::addresses::is_at;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::site::PKG;

/// Policy of answers that are not rendered pages: nothing may run in them.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");

/// On every answer.
const ALWAYS: [(HeaderName, HeaderValue); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// Policy of what a page loads from [`PKG`]: no page of another site shows it in a frame. WASM, which no browser shows, does
/// without.
const UNFRAMED: HeaderValue = HeaderValue::from_static("frame-ancestors 'none'");

/// On what a browser may show as a page. Scripts and WASM of the site do without: a phone on a slow line would fetch
/// these words with each of them.
const DOCUMENTS: [(HeaderName, HeaderValue); 4] = [
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // Within the site the referrer must stay: without it browsers send `Origin: null` with a form, and
    // forms without JavaScript could not be told from forged ones.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ),
];

/// Files are text in UTF-8, which their endings alone do not say.
fn with_charset(kind: &HeaderValue) -> Option<HeaderValue> {
    let kind = kind.to_str().ok().filter(|kind| !kind.contains("charset"))?;
    let text = kind.starts_with("text/") || kind.ends_with("+xml");
    text.then(|| HeaderValue::try_from(format!("{kind}; charset=utf-8")).ok())?
}

/// Whether people reach the server over HTTPS.
#[derive(Clone, Copy, Debug)]
pub struct Https(pub bool);

/// Adds the security headers, and `no-store` where nothing else was said: pages may hold personal
/// data (standards 4; graded protection, 剩余信息保护).
pub async fn secure(State(Https(https)): State<Https>, request: Request, next: Next) -> Response {
    let part = is_at(request.uri().path(), PKG);
    let shown = !request.uri().path().ends_with(".wasm");
    let mut response = next.run(request).await;
    let part = part && response.status().is_success();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(value);
    }
    if !part {
        for (name, value) in DOCUMENTS {
            headers.entry(name).or_insert(value);
        }
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(NOTHING);
    } else if shown {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(UNFRAMED);
    }
    if let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(with_charset) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if https {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    response
}

/// Lets the page that is being rendered run its own scripts, named by a nonce, and WebAssembly.
/// Call inside the context of a render.
pub fn allow_own_scripts() {
    let (Some(nonce), Some(options)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(value) = HeaderValue::try_from(policy) {
        options.insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
}
