//! Other windows of the site in the same browser.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// Tells the other windows that listen under this name; without `BroadcastChannel` nobody hears it.
pub fn tell_windows(name: &str, words: &str) {
    if let Ok(channel) = BroadcastChannel::new(name) {
        let _ = channel.post_message(&words.into());
        channel.close();
    }
}

/// Hears what is told under this name, also by this window, for as long as the document stands.
pub fn hear_windows(name: &str, hear: impl Fn(String) + 'static) {
    let Ok(channel) = BroadcastChannel::new(name) else { return };
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(words) = event.data().as_string() {
            hear(words);
        }
    });
    channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    // The browser may collect a channel that only listens and that nothing holds.
    std::mem::forget(channel);
}
