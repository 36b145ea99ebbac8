//! Small forms with one button, which post without a script and act at once with one.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::once::Once;
use crate::wire::Failure;

/// What a button does: it ends with the address to go to.
pub(crate) type Act = Arc<dyn Fn() -> std::pin::Pin<Box<dyn Future<Output = Result<String, Failure>>>> + Send + Sync>;

/// Where a form posts to, the hidden inputs, the look and words of its button.
pub(crate) struct OneButton {
    /// Address of the post.
    pub(crate) action: &'static str,
    /// Hidden inputs.
    pub(crate) hidden: Vec<(&'static str, String)>,
    /// Classes of the button.
    pub(crate) class: &'static str,
    /// Its icon.
    pub(crate) icon: Option<Icon>,
    /// Its words.
    pub(crate) words: &'static str,
}

/// The form.
pub(crate) fn one_button(form: OneButton, act: Act) -> AnyView {
    let OneButton { action, hidden, class, icon, words } = form;
    let navigate = use_navigate();
    let (once, failed) = (Once::default(), ArcRwSignal::new(None::<String>));
    let (disabled, wrong) = (once.disabled(), failed.clone());
    let press = move |ev: SubmitEvent| {
        ev.prevent_default();
        let (act, failed, navigate) = (Arc::clone(&act), failed.clone(), navigate.clone());
        once.start(async move {
            match act().await {
                Ok(to) => navigate(&to, NavigateOptions::default()),
                Err(failure) => failed.set(Some(failure.message())),
            }
        });
    };
    let inputs = hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <form method="post" action=action on:submit=press class="stack-tight">
            {inputs.collect_view()}
            <div role="alert">{move || wrong.get().map(|words| view! { <p class="finding finding-error">{words}</p> })}</div>
            <button class=class type="submit" aria-disabled=disabled>
                {icon.map(Icon::view)}
                {words}
            </button>
        </form>
    }
    .erase()
}
