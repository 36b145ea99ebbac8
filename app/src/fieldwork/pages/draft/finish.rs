//! The last look at a declaration, and what the rules say about the child; or kindly that no form is needed.

use domain::form::{Form, FormKind, Section};
use domain::forms::keys;
use domain::screening::{Screening, outcome};
use leptos::ev::Event;
use leptos::prelude::*;

use super::pictures;
use crate::addresses::fieldwork as address;
use crate::declaration::Declaration;
use crate::declare::saving::saving;
use crate::declare::summary::{overrides, problems, reason_changed, still_open};
use crate::fieldwork::pages::frame::{Onward, failed, framed};
use crate::fieldwork::{Done, PhoneSession, Trouble, Worker};
use crate::platform;
use crate::question::answers::section_answers;
use crate::ui::html::{El, Piece, el};
use crate::ui::once::Once;
use crate::ui::verdict::reasons;

/// The page.
pub(crate) fn check(work: &PhoneSession, worker: &Worker, declaration: &Declaration, base: &str) -> AnyView {
    let Some(form) = declaration.form() else { return super::on_to(base.to_owned()) };
    let (today, asker, answers) = (declaration.today(), declaration.asker(), declaration.answers());
    let sections = declaration.journey(|journey| journey.sections()).unwrap_or_default();
    let listed = {
        let base = base.to_owned();
        move |section: &'static Section| -> Piece {
            let edit = Some(format!("{base}/{}", section.name));
            answers.with_untracked(|answers| section_answers(form, section, answers, today, asker, edit)).into()
        }
    };
    let photograph = Once::default();
    let photos = declaration.draft().map(|draft| pictures::section(worker, &draft.id, &photograph));
    let content = Piece::Many(vec![
        super::withdrawn(worker, declaration),
        el("div").class("progress-line small").child(el("span").child(form.title)).child(saving(declaration)).into(),
        problems(declaration, form, base.to_owned()).into(),
        said(declaration, form.kind).into(),
        Piece::Many(sections.into_iter().map(listed).collect()),
        photos.into(),
        send(work, worker, declaration, form, base, photograph).into(),
    ]);
    framed(work, worker, "上传前再看一遍", content)
}

/// What the rules say about this child, as things stand.
fn said(declaration: &Declaration, kind: FormKind) -> El {
    let verdict = declaration.verdict(kind);
    let ruling = match kind {
        FormKind::Migrant => &verdict.monitoring,
        FormKind::LeftBehind => &verdict.left_behind,
    };
    el("details")
        .class("card")
        .child(el("summary").child(format!("初步认定：{}（以审核为准）", verdict.class.label())))
        .child(reasons(&ruling.reasons))
}

fn send(
    work: &PhoneSession,
    worker: &Worker,
    declaration: &Declaration,
    form: &'static Form,
    base: &str,
    photograph: Once,
) -> El {
    let said = ArcRwSignal::new(None::<String>);
    let (once, onward) = (Once::default(), Onward::from_here());
    let (reasons, sending, shown, disabled) = (declaration.clone(), declaration.clone(), said.clone(), once.disabled());
    let (work, worker, typing) = (work.clone(), worker.clone(), declaration.clone());
    let submit = move |ev: Event| {
        let Some(press) = platform::pressed(&ev) else { return };
        if let Some(words) = still_open(&sending, &press) {
            said.set(Some(words));
            return;
        }
        if photograph.now_at_work() {
            said.set(Some("照片还在压缩，请等几秒再点。".to_owned()));
            return;
        }
        let to = home_of(&worker, &sending);
        let done = done(&sending, form.kind);
        let (work, worker, declaration) = (work.clone(), worker.clone(), sending.clone());
        let (said, onward) = (said.clone(), onward.clone());
        once.start(async move {
            worker.take_up(&declaration).await;
            match worker.finish(&declaration).await {
                Ok(unreadable) => {
                    let next = worker.outbox().with_untracked(|outbox| outbox.facts.next());
                    work.finished(Done { unreadable, next, ..done });
                    onward.to(&to);
                }
                Err(Trouble(words)) => said.set(Some(words)),
            }
        });
    };
    el("form")
        .class("stack")
        .attr("method", "post")
        .on("input", move |ev| reason_changed(&typing, &ev))
        .on("change", move |ev| reason_changed(&reasons, &ev))
        .on("submit", submit)
        .child(overrides(declaration, form, base.to_owned()))
        .child(failed(shown))
        .child(
            el("div").class("bar").child(
                el("div").class("bar-inner").child(
                    el("button")
                        .class("button button-main")
                        .attr("type", "submit")
                        .live("aria-disabled", move || Some(disabled().into()))
                        .child("写完了，有网络就上传"),
                ),
            ),
        )
}

/// What the next page says about this declaration.
fn done(declaration: &Declaration, kind: FormKind) -> Done {
    let name = declaration.answers().with_untracked(|answers| answers.text(keys::CHILD_NAME).map(str::to_owned));
    Done { name: name.unwrap_or_default(), verdict: declaration.verdict(kind).class.label(), unreadable: 0, next: "" }
}

/// Where the worker goes on after this declaration: to its household, when it was taken down in one.
fn home_of(worker: &Worker, declaration: &Declaration) -> String {
    let household = declaration.draft().and_then(|draft| worker.draft(&draft.id)).and_then(|draft| draft.household);
    household.map_or_else(|| address::HOME.to_owned(), |id| address::household(&id))
}

/// No form is needed; or the child lives alone, and the way on is to register it.
pub(crate) fn not_needed(work: &PhoneSession, worker: &Worker, declaration: &Declaration, base: &str) -> AnyView {
    let answers = declaration.answers().get_untracked();
    let (why, alone) = match outcome(&answers, declaration.policy(), declaration.today()) {
        Screening::NotNeeded { reasons, .. } => (reasons, false),
        Screening::Alert(verdict) => (verdict.monitoring.reasons, true),
        // The answers are others by now: this page would say what is not so.
        Screening::Form(..) | Screening::Review(..) => return super::on_to(base.to_owned()),
    };
    let why = el("section").class("card").child(el("h2").child("为什么")).child(reasons(&why));
    let edit = el("a")
        .class("button button-quiet")
        .attr("href", format!("{base}/{}{}", super::ASK, domain::screening::SECTIONS[0].name))
        .child("刚才有问错的，回去改");
    if alone {
        let words = el("p")
            .child("请先守在孩子身边，马上打")
            .child(el("a").attr("href", "tel:110").child("110"))
            .child("和乡镇（街道）电话，再继续登记。");
        let notice = el("div").class("notice notice-attention").attr("role", "alert").child(words);
        let go = register(worker, declaration, base).class("button button-main button-wide").child("继续登记");
        let content = Piece::Many(vec![notice.into(), go.into(), why.into(), edit.into()]);
        return framed(work, worker, "孩子身边没有大人", content);
    }
    let words = "可以结束，刚才的回答会从手机上删掉。孩子有困难需要帮助的，可以继续登记。";
    let notice = el("div").class("notice notice-done").attr("role", "status").child(el("p").child(words));
    let end = discard(worker, declaration).class("button button-main button-wide").child("知道了，删掉");
    let go = register(worker, declaration, base).class("button button-wide").child("孩子需要帮助，继续登记");
    let content = Piece::Many(vec![notice.into(), why.into(), end.into(), go.into(), edit.into()]);
    framed(work, worker, "这个孩子不用登记", content)
}

/// A button that begins the form all the same.
fn register(worker: &Worker, declaration: &Declaration, base: &str) -> El {
    let (worker, declaration, base, onward) =
        (worker.clone(), declaration.clone(), base.to_owned(), Onward::from_here());
    el("button").attr("type", "button").on("click", move |_| {
        let step = super::begin(&worker, &declaration, FormKind::Migrant);
        onward.to(&format!("{base}/{step}"));
    })
}

/// A button that throws away what was answered.
fn discard(worker: &Worker, declaration: &Declaration) -> El {
    let (worker, declaration) = (worker.clone(), declaration.clone());
    let (once, onward) = (Once::default(), Onward::from_here());
    el("button").attr("type", "button").on("click", move |_| {
        let (worker, declaration, onward) = (worker.clone(), declaration.clone(), onward.clone());
        once.start(async move {
            let Some(draft) = declaration.draft() else { return };
            let to = home_of(&worker, &declaration);
            if worker.discard(&draft.id).await.is_ok() {
                onward.to(&to);
            }
        });
    })
}
