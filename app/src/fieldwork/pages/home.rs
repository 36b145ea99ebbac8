//! `/field`: what there is to do today, with counts; and `/field/drafts`, what is not finished.

use domain::fieldwork::{Draft, HouseholdState};
use domain::form::FormKind;
use domain::forms::{form, keys};
use domain::values::date::chinese;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame::{framed, line, lock, notices};
use super::{done, install, renew};
use crate::addresses::{access, fieldwork as address};
use crate::fieldwork::day::soon;
use crate::fieldwork::worker::sync::Synced;
use crate::fieldwork::{PhoneSession, Worker};
use crate::ui::html::{El, Piece, el, live};
use crate::ui::layout::page;
use crate::ui::office::office_link;
use crate::ui::time;

/// The page.
pub(crate) fn home(work: &PhoneSession, worker: &Worker) -> AnyView {
    let who = worker.enrolment().worker;
    let head = el("div")
        .class("section-head")
        .child(el("p").class("small").child(format!("{} · {}", who.display_name, worker.unit())))
        .child(lock(work));
    let new = el("a")
        .class("button button-main button-wide button-tall")
        .attr("href", address::NEW_HOUSEHOLD)
        .child("新的走访");
    let content = Piece::Many(vec![
        head.into(),
        notices(work, worker),
        install::hint(),
        el("h1").class("visually-hidden").child("走访首页").into(),
        done::notice(work, "下面是今天还要做的。", Vec::new).into(),
        new.into(),
        connection(worker).into(),
        today(worker).into(),
        more(worker).into(),
        paper().into(),
    ]);
    page("走访", content.view())
}

/// Whether everything is where it belongs: what is unsent, and when the server was last asked.
fn connection(worker: &Worker) -> El {
    let (outbox, synced) = (worker.outbox(), worker.synced());
    let asking = worker.clone();
    let words = live(move || {
        let first = outbox.with(|outbox| outbox.facts.standing());
        let then = match synced.get() {
            Synced::Never => String::new(),
            Synced::Busy => "正在同步…".to_owned(),
            Synced::At(at) => format!("{}同步过。", time::clock(at)),
            Synced::SignInNeeded | Synced::Unknown => String::new(),
            Synced::Failed(words) => words,
        };
        el("p").attr("role", "status").child(format!("{first}{then}")).into()
    });
    let needed = worker.synced();
    let sign_in = live(move || {
        if needed.get() != Synced::SignInNeeded {
            return Piece::Nothing;
        }
        el("p")
            .child("登录已过期：要看到退回的和新的名单，请")
            .child(office_link(access::sign_in(address::HOME)).child("重新登录"))
            .child("。上传不受影响。")
            .into()
    });
    let button = el("button")
        .class("button")
        .attr("type", "button")
        .on("click", move |_| {
            let worker = asking.clone();
            spawn_local(async move { worker.sync().await });
        })
        .child("现在同步");
    el("section")
        .class("card")
        .attr("aria-label", "同步")
        .child(words)
        .child(sign_in)
        .child(renew::hint(worker))
        .child(el("div").class("button-row").child(button))
}

fn today(worker: &Worker) -> El {
    let (day, _) = worker.today();
    let (returned, drafts, households) = (worker.drafts(), worker.drafts(), worker.households());
    let (children, visited, unsent) = (worker.children(), worker.children(), worker.outbox());
    let back = move || returned.with(|drafts| drafts.values().filter(|draft| draft.back.is_some()).count());
    let open = move || drafts.with(|drafts| drafts.values().filter(|draft| draft.back.is_none()).count());
    let unvisited = move || {
        let again = |state| matches!(state, HouseholdState::Listed | HouseholdState::NobodyHome);
        households.with(|households| households.values().filter(|one| again(one.state)).count())
    };
    let (limit, day) = (soon(day), day.to_string());
    let soon = move || children.with(|children| children.values().filter(|child| child.changes_by(&limit)).count());
    let visits = move || visited.with(|children| children.values().filter(|child| child.visit_due(&day)).count());
    el("nav").class("card").attr("aria-label", "今天要做的").child(el("h2").child("今天要做的")).child(
        el("ul")
            .class("field-lines")
            .child(line(address::DRAFTS, "要您改的登记", counted(back)))
            .child(line(address::DRAFTS, "没写完的草稿", counted(open)))
            .child(line(address::OUTBOX, "待上传", counted(move || unsent.with(|outbox| outbox.facts.unsent as usize))))
            .child(line(address::CHILDREN_TO_VISIT, "今天要走访的孩子", counted(visits)))
            .child(line(address::CHILDREN_DUE_SOON, "快满期限的孩子", counted(soon)))
            .child(line(address::COVERAGE, "还没走访的家庭", counted(unvisited))),
    )
}

fn more(worker: &Worker) -> El {
    let (children, links) = (worker.children(), worker.links());
    el("nav").class("card").attr("aria-label", "名册和工具").child(el("h2").child("名册和工具")).child(
        el("ul")
            .class("field-lines")
            .child(line(
                address::CHILDREN,
                "本村（社区）的孩子",
                counted(move || children.with(|children| children.len())),
            ))
            .child(line(address::LINKS, "给家庭的登记链接", counted(move || links.with(Vec::len))))
            .child(line(address::COVERAGE, "入户进度", "")),
    )
}

/// What is printed: a phone prints without signal too, and elsewhere the sheets can be looked at.
fn paper() -> El {
    el("nav").class("card").attr("aria-label", "纸质表").child(el("h2").child("纸质表")).child(
        el("ul")
            .class("field-lines")
            .child(line(&address::blank(FormKind::Migrant), "空白登记表：流动儿童", ""))
            .child(line(&address::blank(FormKind::LeftBehind), "空白登记表：留守儿童", ""))
            .child(line(address::POSTER, "村里张贴的二维码海报", "")),
    )
}

fn counted(count: impl Fn() -> usize + Send + Sync + 'static) -> Piece {
    live(move || count().to_string().into())
}

/// The page of what is not finished.
pub(crate) fn drafts(work: &PhoneSession, worker: &Worker) -> AnyView {
    let drafts = worker.drafts();
    let list = live(move || {
        let mut all: Vec<Draft> = drafts.with(|drafts| drafts.values().cloned().collect());
        if all.is_empty() {
            return el("p").class("lead").child("没有没写完的登记。").into();
        }
        // What came back first, then the newest.
        all.sort_by_key(|draft| (draft.back.is_none(), std::cmp::Reverse(draft.changed_at)));
        el("ul").class("field-lines card").children(all.iter().map(|draft| one(draft).into())).into()
    });
    framed(work, worker, "没写完的登记", list)
}

fn one(draft: &Draft) -> El {
    let name = draft.answers.text(keys::CHILD_NAME).filter(|name| !name.is_empty()).unwrap_or("还没填姓名").to_owned();
    let no_form = if draft.back.is_some() { "家庭或走访记录" } else { "还没选登记表" };
    let kind = draft.form.map_or(no_form, |kind| form(kind).title);
    let state = match &draft.back {
        Some(back) if back.theirs.is_some() => "别人也改过，请您选",
        Some(back) if back.corrects.is_some() => "退回修改",
        Some(_) => "没有收下，请改",
        None => "草稿",
    };
    let class = if draft.back.is_some() { "tag tag-attention" } else { "tag" };
    let when = domain::values::date::in_china(draft.changed_at).filter(|_| draft.changed_at > 0);
    let when = when.map(|(day, ..)| el("span").class("small").child(format!(" {}", chinese(day))));
    el("li").child(
        el("a")
            .class("field-line")
            .attr("href", address::draft(&draft.id))
            .child(
                el("span")
                    .child(el("strong").child(name))
                    .child(" ")
                    .child(el("span").class("small").child(kind))
                    .child(when),
            )
            .child(el("span").class(class).child(state)),
    )
}
