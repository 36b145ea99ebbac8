//! One writer at a time among all tabs of this browser (Web Locks).

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A tab that holds the lock for longer is stopped by its browser; what is written is read anew anyway, so going on
/// without it is better than never writing.
const TIMEOUT_MS: i32 = 10_000;

/// Held until it is dropped.
pub struct Held(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    /// Gives the lock back.
    release: Option<Function>,
    /// Nobody waits for it any more.
    given_up: bool,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Held")
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut state = self.0.borrow_mut();
        state.given_up = true;
        if let Some(release) = state.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Waits until no other tab holds the lock called so. Where the browser knows no locks, and where one is held for too
/// long, there is none.
pub async fn hold(name: &str) -> Held {
    let state = Rc::new(RefCell::new(State::default()));
    let granted = Promise::new(&mut |resolve, _| {
        // Whatever comes first: the lock, its refusal, or the end of patience.
        if request(name, &state, &resolve).is_none() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        } else if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, TIMEOUT_MS);
        }
    });
    let _ = JsFuture::from(granted).await;
    Held(state)
}

/// Asks for it: `granted` is called when it is there, and it is held until the state's `release` is called.
fn request(name: &str, state: &Rc<RefCell<State>>, granted: &Function) -> Option<()> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let (state, granted) = (Rc::clone(state), granted.clone());
    let hold = Closure::once_into_js(move |_: JsValue| -> JsValue {
        let mut state = state.borrow_mut();
        if state.given_up {
            return JsValue::UNDEFINED;
        }
        let _ = granted.call0(&JsValue::UNDEFINED);
        Promise::new(&mut |release, _| state.release = Some(release)).into()
    });
    let asked: Promise = Reflect::apply(&request, &locks, &Array::of2(&name.into(), &hold)).ok()?.dyn_into().ok()?;
    // Refused, as in a sandboxed frame: nobody hears of it, and the time limit ends the waiting.
    let ignore = Closure::once_into_js(|_: JsValue| {});
    let _ = Reflect::get(&asked, &"catch".into())
        .and_then(|catch| catch.dyn_into::<Function>())
        .and_then(|catch| catch.call1(&asked, &ignore));
    Some(())
}
