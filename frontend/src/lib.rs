//! The entry point of the page in the browser: takes over the page that the server wrote.

#![allow(missing_docs, reason = "wasm_bindgen generates items without documentation")]

use js_sys::Function;
use leptos::mount::hydrate_from_async;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

/// Called by the loader (`app/src/shell/loader.js`) once the WASM is there: takes over what stands in `root`, and calls
/// `alive` when all of it is taken over. A page that is not what the server wrote ends in a panic, which the loader sees.
#[wasm_bindgen]
pub fn hydrate(root: HtmlElement, alive: Function) {
    spawn_local(async move {
        hydrate_from_async(root, app::App).await.forget();
        let _ = alive.call0(&JsValue::NULL);
    });
}
