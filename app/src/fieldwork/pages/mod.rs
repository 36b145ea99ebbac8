//! `/field…`: the worker's day (入户走访), with or without signal.
//!
//! The server renders the same empty frame for every address below `/field`, so that one precached page opens all
//! of them. What shows comes from the opened locker of this worker on this phone.

mod change;
mod children;
mod coverage;
mod device;
mod done;
mod door;
mod draft;
mod field_page;
mod frame;
mod home;
mod install;
mod join;
mod links;
mod outbox;
mod paper;
mod renew;
mod visit;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::addresses;
use crate::fieldwork::{LockerState, PhoneSession, Worker};
use crate::ui::html::{Piece, el, live};
use crate::ui::icon::Icon;
use crate::ui::layout::{page, waiting};
use crate::ui::office::office_link;
use field_page::FieldPage;

/// The page.
pub(crate) fn show() -> AnyView {
    let work = PhoneSession::of_this_phone();
    let params = use_params_map();
    let place = Memo::new(move |_| params.with(|params| FieldPage::of(&params.get("at").unwrap_or_default())));
    let starting = work.clone();
    Effect::new(move |_| {
        install::listen();
        starting.start();
    });
    let shown = work.clone();
    live(move || {
        let (state, work) = (shown.locker_state().get(), shown.clone());
        untrack(|| match state {
            LockerState::Opening => {
                page("走访", Piece::Many(vec![without_script(), late(), waiting().into()]).view()).into()
            }
            LockerState::Unsupported(words) => unsupported(words).into(),
            LockerState::First { others } => door::first(&work, others).into(),
            LockerState::Locked => door::locked(&work).into(),
            LockerState::Open(worker) => live(move || {
                let place = place.get();
                untrack(|| room(&work, &worker, &place)).into()
            }),
        })
    })
    .view()
}

fn room(work: &PhoneSession, worker: &Worker, place: &FieldPage) -> AnyView {
    if !matches!(place, FieldPage::Draft(..)) {
        worker.left_drafts();
    }
    match place {
        FieldPage::Home => home::home(work, worker),
        FieldPage::NewHousehold => visit::new(work, worker),
        FieldPage::Household(id) => visit::household(work, worker, id),
        FieldPage::Draft(id, step) => draft::draft(work, worker, id, step),
        FieldPage::Outbox => outbox::outbox(work, worker),
        FieldPage::Drafts => home::drafts(work, worker),
        FieldPage::Children => children::children(work, worker),
        FieldPage::Child(record) => children::child(work, worker, record),
        FieldPage::Links => links::links(work, worker),
        FieldPage::Coverage => coverage::coverage(work, worker),
        FieldPage::Blank(kind) => paper::blank(*kind),
        FieldPage::Poster => paper::poster(work, worker),
        FieldPage::Device => device::device(work, worker),
        FieldPage::Unknown => frame::framed(work, worker, "没有找到这一页", el("p").child("请回到走访首页。").into()),
    }
}

/// Hidden as soon as the script runs.
fn without_script() -> Piece {
    el("p")
        .class("small without-script")
        .child("这个浏览器关掉了网页功能，请换手机自带的浏览器打开。也可以请家庭用登记链接填写，那里不需要。")
        .into()
}

/// Shows by itself when nothing has started for long: the script of a browser that is too old never says so.
fn late() -> Piece {
    el("p")
        .class("notice late")
        .child(
            "一直打不开？这个浏览器可能太旧，或者网络太慢。请换手机自带的浏览器打开；有网络时，也可以给家庭发登记链接，\
             由家庭自己填写。",
        )
        .into()
}

fn unsupported(words: String) -> AnyView {
    let content = el("div")
        .class("notice notice-attention")
        .attr("role", "alert")
        .child(el("h1").child(Icon::Alert.draw()).child(" 这里不能离线工作"))
        .child(el("p").child(words))
        .child(install::elsewhere())
        .child(
            el("div")
                .class("button-row")
                .child(office_link(addresses::links::LIST).class("button button-main").child("联网发登记链接")),
        );
    page("不能离线工作", content.view())
}
