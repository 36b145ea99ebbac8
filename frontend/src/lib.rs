//! The entry point of the page in the browser: takes over the page that the server wrote.

#![allow(missing_docs, reason = "wasm_bindgen generates items without documentation")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the loader once the WASM is there.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_lazy(app::App);
}
