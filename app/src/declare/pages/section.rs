//! `/declare/{form}/{section}`: one group of questions. The only page of the first download.

use std::sync::Arc;

use domain::form::{Field, FormKind, Section};
use domain::forms::form;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::frame::framed;
use super::loaded::{Places, addresses, from};
use crate::addresses::{self, declare as address};
use crate::declaration::command::Command;
use crate::declaration::{Declaration, Source, screen};
use crate::declare::progress::progress;
use crate::platform;
use crate::question::bar::bar;
use crate::question::field::{Screen, error_summary, form as screen_form};
use crate::ui::erase::Erase as _;
use crate::ui::html::{Piece, el, live};
use crate::ui::layout::page;
use crate::wire::failure_page::not_found;

/// The page.
#[component]
pub fn SectionPage() -> impl IntoView {
    framed(|| sections(false))
}

/// `/try/{form}/{section}`: the same screens to practise on (试填).
#[component]
pub fn PracticePage() -> impl IntoView {
    framed(|| sections(true))
}

fn sections(practice: bool) -> AnyView {
    let params = use_params_map();
    let place = Memo::new(move |_| {
        params.with(|params| {
            let kind = FormKind::from_name(&params.get("form")?)?;
            Some((kind, form(kind).section(&params.get("section")?)?.name))
        })
    });
    live(move || match place.get().and_then(|(kind, name)| form(kind).section(name).map(|section| (kind, section))) {
        Some((kind, section)) => untrack(|| screen(kind, section, practice)).into(),
        None => not_found().into(),
    })
    .view()
}

fn screen(kind: FormKind, section: &'static Section, practice: bool) -> AnyView {
    let query = use_query_map();
    let checked = query.with_untracked(|query| query.get("check").is_some());
    let changed = query.with_untracked(|query| query.get("changed")).unwrap_or_default();
    let source = if practice { Source::Practice(kind) } else { Source::Link };
    let page = move |declaration: Declaration, places| {
        if declaration.draft().is_none() {
            return view! { <Redirect path=address::HUB/> }.erase();
        }
        if declaration.kind() != Some(kind) {
            return view! { <Redirect path=address::START/> }.erase();
        }
        questions(&declaration, section, checked, &changed, places)
    };
    from(source, addresses(section), Arc::new(page))
}

fn questions(
    declaration: &Declaration,
    section: &'static Section,
    checked: bool,
    changed: &str,
    places: Places,
) -> AnyView {
    let screen = Screen::new(declaration, section, false, checked, places);
    let go = moves(&screen);
    let back = declaration.journey(|journey| journey.previous(section.name).is_some()).unwrap_or_default();
    on_page_load(declaration);
    let content = Piece::Many(vec![
        progress(declaration, section.name),
        el("h1").child(section.title).into(),
        returned(declaration),
        overwritten(section, changed),
        screen_form::form(&screen, go, bar(back, "下一步")).into(),
    ]);
    page(section.title, content.view())
}

/// The page is alive: takes up what waits on the phone, and sends again when the connection comes back.
pub(crate) fn on_page_load(declaration: &Declaration) {
    let declaration = declaration.clone();
    Effect::new(move |seen: Option<()>| {
        if seen.is_none() {
            spawn_local(declaration.clone().resume_unsent());
        }
    });
}

/// What the reviewer said in general, when the declaration was returned.
fn returned(declaration: &Declaration) -> Piece {
    let reason = declaration.draft().and_then(|draft| draft.return_reason.clone());
    let notice = reason.map(|reason| {
        el("div")
            .class("notice notice-attention")
            .child(el("h2").child("工作人员请您改一改"))
            .child(el("p").child(reason))
    });
    notice.into()
}

/// Names the fields that somebody else changed between this page and its post.
fn overwritten(section: &'static Section, changed: &str) -> Piece {
    let labels: Vec<_> =
        section.fields.iter().filter(|field| changed.split('.').any(|key| key == field.key)).map(told).collect();
    if labels.is_empty() {
        return Piece::Nothing;
    }
    let words = format!("现在保留的是您刚填的：{}。请再看一遍，没有问题就点“下一步”。", labels.join("、"));
    el("div")
        .class("notice notice-attention")
        .attr("role", "alert")
        .child(el("h2").child("这份登记在另一部手机或另一个页面上也改过"))
        .child(el("p").child(words))
        .into()
}

/// The field, with the other's answer: the server alone knows it. A phone takes the words over as they stand.
#[cfg(feature = "ssr")]
fn told(field: &'static Field) -> String {
    match crate::wire::context::overwritten(field.key) {
        Some(words) => format!("{}（另一处填的是：{words}）", field.spoken_label()),
        None => field.spoken_label(),
    }
}

/// The field.
#[cfg(not(feature = "ssr"))]
fn told(field: &'static Field) -> String {
    field.spoken_label()
}

/// What the buttons for moving on do.
fn moves(screen: &Screen) -> Arc<dyn Fn(Command) + Send + Sync> {
    let (screen, navigate) = (screen.clone(), use_navigate());
    Arc::new(move |command| {
        let (declaration, section) = (screen.declaration(), screen.section());
        let Some(form) = declaration.form() else { return };
        let practice = declaration.practice();
        let path = |next: Option<&'static Section>| match next {
            Some(next) if practice => addresses::practice::section(form.kind, next.name),
            Some(next) => address::section(form.kind, next.name),
            None if practice => addresses::practice::FORMS.to_owned(),
            None => address::check(form.kind),
        };
        let to = match command {
            Command::Back => match declaration.journey(|journey| journey.previous(section.name)).flatten() {
                Some(before) => path(Some(before)),
                None => if practice { addresses::practice::FORMS } else { address::HUB }.to_owned(),
            },
            Command::Check => path(None),
            Command::Next if wrong(&screen) => {
                screen.checked().set(true);
                set_timeout(|| platform::focus(error_summary::ID), std::time::Duration::ZERO);
                return;
            }
            _ => path(declaration.journey(|journey| journey.next(section.name)).flatten()),
        };
        spawn_local(declaration.clone().send_quietly());
        navigate(&to, NavigateOptions::default());
        platform::focus("content");
        platform::scroll_to_top();
    })
}

fn wrong(screen: &Screen) -> bool {
    let declaration = screen.declaration();
    let asked = declaration
        .answers()
        .with_untracked(|answers| screen::asked(screen.section(), answers, declaration.today(), declaration.asker()));
    screen.findings().with_untracked(|findings| !screen::errors(findings, &asked).is_empty())
}
