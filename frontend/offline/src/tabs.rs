//! Before a new version takes over, every tab writes down what stands on its screen, and says whether it could.
//!
//! A tab answers at once that it heard ([`Said::Heard`]) and later what came of it. One that is frozen by the browser
//! does not answer: it wrote when it was hidden.

use std::collections::BTreeMap;

/// What a tab says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It heard, and writes.
    Heard,
    /// Everything on its screen is on the phone.
    Kept,
    /// Something is not on the phone.
    Unsaved,
}

impl Said {
    /// Its word on the channel.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Kept => "kept",
            Self::Unsaved => "unsaved",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Heard, Self::Kept, Self::Unsaved].into_iter().find(|said| said.name() == name)
    }
}

/// What the other tabs said.
#[derive(Debug, Default)]
pub struct Answers(BTreeMap<String, Said>);

impl Answers {
    /// A tab said something; what it said last counts.
    pub fn hear(&mut self, tab: &str, said: Said) {
        self.0.insert(tab.to_owned(), said);
    }

    /// Whether some tab that heard has not finished.
    #[must_use]
    pub fn open(&self) -> bool {
        self.0.values().any(|said| *said == Said::Heard)
    }

    /// Whether everything in every tab that heard is on the phone.
    #[must_use]
    pub fn all_kept(&self) -> bool {
        self.0.values().all(|said| *said == Said::Kept)
    }
}

#[cfg(target_arch = "wasm32")]
pub use here::{finish_elsewhere, on_finish};

#[cfg(target_arch = "wasm32")]
mod here {
    use std::cell::RefCell;
    use std::rc::Rc;

    use js_sys::{Array, Function, Object, Promise, Reflect};
    use wasm_bindgen::JsCast;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{BroadcastChannel, MessageEvent};

    use super::{Answers, Said};
    use crate::row::Row;
    use crate::vault::random;

    const CHANNEL: &str = "tongce-tabs";
    /// A tab that is awake hears within this time, on a cheap phone too that does something else.
    const HEARS_MS: i32 = 2_000;
    /// Within this time a cheap phone has encrypted and written what a page holds.
    const LOOKS: u32 = 40;
    const LOOK_MS: i32 = 100;

    fn message(kind: &str, round: &str, tab: &str) -> JsValue {
        let message = Object::new();
        for (name, value) in [("type", kind), ("round", round), ("tab", tab)] {
            let _ = Reflect::set(&message, &name.into(), &value.into());
        }
        message.into()
    }

    /// A name that no other tab has.
    fn fresh() -> String {
        let bytes = random(8).map(|bytes| bytes.to_vec()).unwrap_or_default();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Calls a method of the channel by its name: a typed binding of its own would put its glue into the script that every
    /// family downloads.
    fn call(channel: &BroadcastChannel, method: &str, with: &Array) {
        let method = Reflect::get(channel, &method.into()).and_then(|method| method.dyn_into::<Function>());
        let _ = method.and_then(|method| Reflect::apply(&method, channel, with));
    }

    fn tell(channel: &BroadcastChannel, message: &JsValue) {
        call(channel, "postMessage", &Array::of1(message));
    }

    async fn pause(milliseconds: i32) {
        let over = Promise::new(&mut |resolve, _| {
            if let Some(window) = web_sys::window() {
                let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
            }
        });
        let _ = JsFuture::from(over).await;
    }

    /// Asks the other tabs to write down what they hold. Gives whether those that heard have kept everything.
    pub async fn finish_elsewhere() -> bool {
        // Without such a channel nobody can be asked; each page still writes before it loads anew.
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return true };
        let (round, answers) = (fresh(), Rc::new(RefCell::new(Answers::default())));
        let (asked, told) = (round.clone(), Rc::clone(&answers));
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let said = Row(event.data());
            if let Some(what) = Said::from_name(&said.text("type")).filter(|_| said.text("round") == asked) {
                told.borrow_mut().hear(&said.text("tab"), what);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        tell(&channel, &message("finish", &round, ""));
        pause(HEARS_MS).await;
        let mut looks = 0;
        while answers.borrow().open() && looks < LOOKS {
            looks += 1;
            pause(LOOK_MS).await;
        }
        call(&channel, "close", &Array::new());
        answers.borrow().all_kept()
    }

    /// Answers other tabs: `finish` writes down what this one holds, and gives whether everything is on the phone.
    pub fn on_finish<F: Future<Output = bool> + 'static>(finish: impl Fn() -> F + 'static) {
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
        let (tab, answering) = (fresh(), channel.clone());
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let asked = Row(event.data());
            if asked.text("type") != "finish" {
                return;
            }
            let (round, tab, channel, finishing) = (asked.text("round"), tab.clone(), answering.clone(), finish());
            tell(&channel, &message(Said::Heard.name(), &round, &tab));
            spawn_local(async move {
                let said = if finishing.await { Said::Kept } else { Said::Unsaved };
                tell(&channel, &message(said.name(), &round, &tab));
            });
        });
        channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
        // A channel that nobody holds may be collected, and its listener with it.
        std::mem::forget(channel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(said: &[(&str, Said)]) -> Answers {
        let mut answers = Answers::default();
        said.iter().for_each(|(tab, said)| answers.hear(tab, *said));
        answers
    }

    #[test]
    fn a_new_version_waits_for_every_tab_that_heard_and_for_no_other() {
        let alone = heard(&[]);
        assert!(!alone.open() && alone.all_kept());
        let writing = heard(&[("a", Said::Kept), ("b", Said::Heard)]);
        assert!(writing.open() && !writing.all_kept(), "one that does not come to an end has not kept");
        let done = heard(&[("a", Said::Kept), ("b", Said::Heard), ("b", Said::Kept)]);
        assert!(!done.open() && done.all_kept());
    }

    #[test]
    fn what_one_tab_could_not_write_stops_it() {
        let full = heard(&[("a", Said::Heard), ("a", Said::Unsaved), ("b", Said::Kept)]);
        assert!(!full.open() && !full.all_kept());
        for said in [Said::Heard, Said::Kept, Said::Unsaved] {
            assert_eq!(Said::from_name(said.name()), Some(said));
        }
        assert_eq!(Said::from_name("finish"), None);
    }
}
