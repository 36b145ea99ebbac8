//! What hangs on a wall or is filled in with a pen, from the phone: `/field/blank/{form}`, the blank forms, and
//! `/field/poster`, the village's code.

use domain::eligibility::Policy;
use domain::form::FormKind;
use domain::forms::form;
use leptos::prelude::*;
use leptos_meta::Title;

use super::frame::{framed, working};
use crate::addresses;
use crate::fieldwork::poster::{NoPoster, open};
use crate::fieldwork::{PhoneSession, Worker};
use crate::links::poster::sheet;
use crate::paper;
use crate::ui::erase::Erase as _;
use crate::ui::html::{El, Piece, el, live};
use crate::ui::icon::Icon;
use crate::ui::office::office_link;
use crate::ui::once::Once;

fn back() -> El {
    el("a")
        .class("button button-quiet")
        .attr("href", addresses::fieldwork::HOME)
        .child(Icon::Back.draw())
        .child(" 走访首页")
}

/// A blank form.
pub(crate) fn blank(kind: FormKind) -> AnyView {
    let sheets = paper::blank::sheets(kind, addresses::fieldwork::blank, Some(back().view()));
    view! { <Title text=form(kind).title/> {sheets} }.erase()
}

/// The poster that is on the phone, or the way to one.
pub(crate) fn poster(work: &PhoneSession, worker: &Worker) -> AnyView {
    let (held, today) = (worker.poster(), worker.today().0);
    let policy = Policy::in_force(&worker.enrolment().policy, today);
    let not_away = policy.map(|policy| policy.words.not_away.clone()).unwrap_or_default();
    let (work, worker) = (work.clone(), worker.clone());
    live(move || {
        let found = open(held.get(), today);
        untrack(|| match found {
            Some(link) => {
                let line = el("div").class("print-line no-print").child(back());
                let title = view! { <Title text="登记二维码"/> }.erase();
                Piece::Many(vec![title.into(), line.into(), sheet(&link, &not_away).into()])
            }
            None => none(&work, &worker).into(),
        })
    })
    .view()
}

fn none(work: &PhoneSession, worker: &Worker) -> AnyView {
    let (said, once) = (ArcRwSignal::new(None::<NoPoster>), Once::default());
    let (shown, acting) = (said.clone(), worker.clone());
    let make = el("button").class("button button-main").attr("type", "button");
    let make = working(make, &once, ["做一张海报", "正在做…"]).on("click", move |_| {
        let (worker, said) = (acting.clone(), said.clone());
        once.start(async move { said.set(worker.make_poster().await.err()) });
    });
    let why = live(move || match shown.get() {
        None => Piece::Nothing,
        Some(NoPoster::Because(words)) => el("p").class("finding finding-error").child(words).into(),
        Some(NoPoster::SignInNeeded) => el("p")
            .class("finding finding-error")
            .child("登录已过期，请先")
            .child(office_link(addresses::access::sign_in(addresses::fieldwork::POSTER)).child("重新登录"))
            .child("。")
            .into(),
    });
    let content = el("section")
        .class("card")
        .child(el("p").child(format!(
            "{}的家庭扫这张海报上的码，就能自己登记。做一次（要有网络），一年内有效；做好后留在这部手机上，没有网络也能看、能打印。",
            worker.unit()
        )))
        .child(el("div").attr("role", "alert").child(why))
        .child(el("div").class("button-row").child(make));
    framed(work, worker, "村里的二维码海报", content.into())
}
