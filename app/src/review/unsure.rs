//! An act whose answer was lost: it may have been done. That is said, and what can be seen of it is read again.

use std::time::Duration;

use domain::problem::Problem;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::wire::Failure;
use crate::wire::sessions::who;

/// A pause before the server is asked again.
const AGAIN: Duration = Duration::from_secs(3);

/// Whether the server may have done what was asked, although no answer says so.
#[must_use]
pub const fn unsure(failure: &Failure) -> bool {
    matches!(failure, Failure::Offline | Failure::Problem(Problem::Internal))
}

/// Says that it is not known whether it was done, with the words that tell how to see it.
pub fn notice(words: &'static str) -> AnyView {
    view! {
        <div class="notice notice-attention" role="alert">
            <h2>{Icon::Alert.view()} " 不知道办成没有"</h2>
            <p>{words}</p>
        </div>
    }
    .erase()
}

/// Does this once the server answers again.
pub fn once_reachable(then: impl FnOnce() + 'static) {
    spawn_local(async move {
        match who().await {
            Err(failure) if unsure(&failure) => set_timeout(move || once_reachable(then), AGAIN),
            _ => then(),
        }
    });
}
