//! `/declare/start`: a few questions that pick the form. While they are asked, nothing leaves a phone
//! with a script; without one the server keeps them in the draft, and throws the draft away when no
//! registration is needed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::form::{FormKind, Section};
use domain::forms::form;
use domain::screening::{self, Screening};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::frame::framed;
use super::loaded::{Places, addresses, loaded};
use crate::addresses::declare as address;
use crate::declaration::command::Command;
use crate::declaration::{Declaration, screen};
use crate::platform;
use crate::question::bar::bar;
use crate::question::field::{Screen, error_summary, form as screen_form};
use crate::ui::erase::Erase as _;
use crate::ui::html::live;
use crate::ui::layout::page;

/// The page.
pub(crate) fn show() -> AnyView {
    framed(questions_of_step)
}

fn questions_of_step() -> AnyView {
    let params = use_params_map();
    let step = Memo::new(move |_| params.with(|params| params.get("step")));
    live(move || {
        let section = step.get().and_then(|name| screening::section(&name)).unwrap_or(&screening::SECTIONS[0]);
        untrack(|| screen(section)).into()
    })
    .view()
}

fn screen(section: &'static Section) -> AnyView {
    let checked = use_query_map().with_untracked(|query| query.get("check").is_some());
    loaded(addresses(section), move |declaration, places| {
        if declaration.draft().is_none() {
            return view! { <Redirect path=address::HUB/> }.erase();
        }
        questions(&declaration, section, checked, places)
    })
}

fn questions(declaration: &Declaration, section: &'static Section, checked: bool, places: Places) -> AnyView {
    let screen = Screen::new(declaration, section, true, checked, places);
    let go = moves(&screen);
    on_page_load(declaration);
    let first = section.name == screening::SECTIONS[0].name;
    let content = view! {
        <h1>{section.title}</h1>
        {first.then(|| view! { <p class="lead">"先看看孩子要不要登记、填哪张表。不需要登记的，您填的不会留下来。"</p> })}
        {screen_form::form(&screen, go, bar(!first, "下一步"))}
    };
    page(section.title, content)
}

/// The page is alive. The form may have been picked on this phone without a connection before: then it goes on there.
fn on_page_load(declaration: &Declaration) {
    let (declaration, navigate) = (declaration.clone(), use_navigate());
    let left = Arc::new(AtomicBool::new(false));
    let leaves = Arc::clone(&left);
    on_cleanup(move || leaves.store(true, Ordering::Relaxed));
    Effect::new(move |_| {
        let (declaration, navigate, left) = (declaration.clone(), navigate.clone(), Arc::clone(&left));
        spawn_local(async move {
            let before = declaration.kind();
            declaration.clone().resume_unsent().await;
            // Whoever has gone on meanwhile, while a slow store was read, is not called back.
            if before.is_none() && declaration.kind().is_some() && !left.load(Ordering::Relaxed) {
                navigate(address::HUB, NavigateOptions { replace: true, ..NavigateOptions::default() });
            }
        });
    });
}

fn moves(screen: &Screen) -> Arc<dyn Fn(Command) + Send + Sync> {
    let (screen, navigate) = (screen.clone(), use_navigate());
    Arc::new(move |command| {
        let (declaration, section) = (screen.declaration(), screen.section());
        let (policy, today) = (declaration.policy(), declaration.today());
        let answers = declaration.answers().get_untracked();
        let to = match command {
            Command::Back => screening::previous(section.name)
                .map_or_else(|| address::HUB.to_owned(), |before| address::step(before.name)),
            _ if !screen::errors(
                &screen.findings().get_untracked(),
                &screen::asked(section, &answers, today, declaration.asker()),
            )
            .is_empty() =>
            {
                screen.checked().set(true);
                set_timeout(|| platform::focus(error_summary::ID), std::time::Duration::ZERO);
                return;
            }
            _ => match screening::next(Some(section.name), &answers, policy, today) {
                Some(next) => address::step(next.name),
                None => match screening::outcome(&answers, policy, today) {
                    Screening::Form(kind, _) | Screening::Review(kind, _) => begin(declaration, kind),
                    Screening::NotNeeded { .. } | Screening::Alert(_) => address::NOT_NEEDED.to_owned(),
                },
            },
        };
        navigate(&to, NavigateOptions::default());
        platform::focus("content");
        platform::scroll_to_top();
    })
}

/// Picks the form and says where it begins. From here on answers are kept.
pub(crate) fn begin(declaration: &Declaration, kind: FormKind) -> String {
    declaration.begin(kind);
    spawn_local(declaration.clone().send_quietly());
    let first = declaration.journey(|journey| journey.sections().first().map(|section| section.name)).flatten();
    address::section(kind, first.unwrap_or(form(kind).sections[0].name))
}
