//! The document around every page of the office: head, style, the one script, and the policy under which it runs.

use app::Style;
use app::platform::{TextSize, kept_text_size};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse};
use gate::Look;
use gate::page::{STYLE, document};
use leptos::nonce::Nonce;
use leptos::prelude::*;

use crate::{Office, script};

/// How a page looks to the reader who sent these headers: in the style of the built site, where there is one.
#[must_use]
pub fn look<'a>(style: Option<&'a Style>, headers: &HeaderMap) -> Look<'a> {
    Look { style: style.map_or(STYLE, |style| &*style.all), size: kept_text_size(headers).unwrap_or_default().name() }
}

/// The whole document with its policy: no script but the one of the office, no WASM, and no text that a script could make
/// run (Trusted Types).
pub(crate) fn write(office: &Office, headers: &HeaderMap, title: &str, page: AnyView) -> impl IntoResponse + use<> {
    let (nonce, size) = (Nonce::new(), kept_text_size(headers).unwrap_or(TextSize::Normal));
    let style = match &office.style {
        Some(Style { all, office }) => [&**all, &**office].concat(),
        None => STYLE.to_owned(),
    };
    let html = view! {
        <html lang="zh-CN" translate="no" data-text=size.name()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#1f5fa8" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#10233a" media="(prefers-color-scheme: dark)"/>
                <meta name="format-detection" content="telephone=no"/>
                <meta name="robots" content="noindex"/>
                <title>{format!("{title} - 童册")}</title>
                <link rel="icon" href=app::addresses::ICON type="image/svg+xml"/>
                <style nonce=nonce.to_string() inner_html=style></style>
                <script nonce=nonce.to_string() src=script::address() defer></script>
            </head>
            <body>{page}</body>
        </html>
    };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data:; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let policy: Option<[(HeaderName, HeaderValue); 1]> =
        HeaderValue::try_from(policy).ok().map(|policy| [(header::CONTENT_SECURITY_POLICY, policy)]);
    (policy, Html(document(html)))
}
