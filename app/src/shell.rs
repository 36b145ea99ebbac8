//! The document around every page, written by the server.
//!
//! The reader's settings (large text) stand on `<html>` before the first paint: the server reads them
//! from a cookie, so nothing jumps when the script arrives.

use std::sync::Arc;

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::app::App;
use crate::platform::text_size;

/// The look of all pages, written into each of them: a file of its own would cost a phone one more way to the
/// server and back before the first paint. The server provides it in the context of a render.
#[derive(Clone, Debug)]
pub struct Style(pub Arc<str>);

/// The style of the document; a link to its file when the server has none at hand.
fn style(options: &LeptosOptions) -> AnyView {
    match use_context::<Style>() {
        Some(Style(text)) => view! { <style nonce=use_nonce() inner_html=text/> }.into_any(),
        None => view! { <HashedStylesheet options=options.clone()/> }.into_any(),
    }
}

/// The whole document.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="zh-CN" data-text=text_size().name()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#1f5fa8" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#10233a" media="(prefers-color-scheme: dark)"/>
                <meta name="format-detection" content="telephone=no"/>
                <meta name="robots" content="noindex"/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                {style(&options)}
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
