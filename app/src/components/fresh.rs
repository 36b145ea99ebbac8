//! Controls of their own for every screen.
//!
//! A view that takes the place of another one of the same shape is written into the elements that are
//! there already. What somebody ticked or typed belongs to those elements, so it would stay and stand
//! under the next question as if it had been answered. A screen with another key gets new elements.

use std::hash::Hash;

use leptos::prelude::*;

use super::erase::Erase as _;

/// The view, in new elements whenever `key` is another one than before.
pub fn fresh<K>(key: K, view: impl Fn() -> AnyView + Clone + Send + Sync + 'static) -> AnyView
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
{
    view! { <For each=move || [key.clone()] key=Clone::clone children=move |_| view()/> }.erase()
}
