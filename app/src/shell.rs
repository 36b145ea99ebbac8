//! The document around every page, written by the server.
//!
//! The reader's settings (large text) stand on `<html>` before the first paint: the server reads them
//! from a cookie, so nothing jumps when the script arrives.

use std::sync::Arc;

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::addresses;
use crate::app::App;
use crate::platform::text_size;

#[cfg(feature = "ssr")]
mod loader;

/// The look of the pages, written into each of them: a file of its own would cost a phone one more way to the server
/// and back before the first paint. The server provides it in the context of a render.
#[derive(Clone, Debug)]
pub struct Style {
    /// What every page needs.
    pub all: Arc<str>,
    /// What the pages of officials and workers need besides.
    pub office: Arc<str>,
}

/// Whether the page that is rendered is a family's. Its pages lead to no others without a new document.
fn family() -> bool {
    #[cfg(feature = "ssr")]
    {
        let parts = use_context::<axum::http::request::Parts>();
        parts.is_some_and(|parts| {
            [addresses::declare::HUB, addresses::practice::FORMS]
                .iter()
                .any(|start| parts.uri.path().starts_with(start))
        })
    }
    #[cfg(not(feature = "ssr"))]
    false
}

/// The style of the document; a link to its file when the server has none at hand.
fn style(options: &LeptosOptions) -> AnyView {
    match use_context::<Style>() {
        Some(Style { all, office }) => {
            let office = (!family()).then(|| view! { <style nonce=use_nonce() inner_html=office/> });
            view! { <style nonce=use_nonce() inner_html=all/> {office} }.into_any()
        }
        None => view! { <HashedStylesheet options=options.clone()/> }.into_any(),
    }
}

/// What brings the page to life; only a server writes documents.
#[cfg_attr(not(feature = "ssr"), expect(unused_variables, reason = "only a server writes documents"))]
fn loader(options: &LeptosOptions) -> AnyView {
    #[cfg(feature = "ssr")]
    return loader::loader(options);
    #[cfg(not(feature = "ssr"))]
    ().into_any()
}

/// The whole document. The page hydrates inside an element of its own, so what a browser or its extensions put beside it
/// in the body does no harm. Translation would rewrite the nodes of a living page, so it is asked to stay away.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="zh-CN" translate="no" data-text=text_size().name()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#1f5fa8" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#10233a" media="(prefers-color-scheme: dark)"/>
                <meta name="format-detection" content="telephone=no"/>
                <meta name="robots" content="noindex"/>
                <meta name="google" content="notranslate"/>
                <link rel="icon" href=addresses::ICON type="image/svg+xml"/>
                <link rel="manifest" href=addresses::MANIFEST/>
                {style(&options)}
                {loader(&options)}
                <MetaTags/>
            </head>
            <body>
                <div id="app"><App/></div>
            </body>
        </html>
    }
}
