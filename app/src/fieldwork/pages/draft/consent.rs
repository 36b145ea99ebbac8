//! The notice read out at the door, and the consent that a worker records (个人信息保护法 第三十一条).

use domain::fieldwork::message::ConsentHow;
use domain::fieldwork::{Draft, Recorded};
use leptos::prelude::*;

use super::signature::Signature;
use crate::addresses::fieldwork as address;
use crate::declare::notice;
use crate::fieldwork::pages::frame::{Onward, failed, framed, keeps, kept};
use crate::fieldwork::{PhoneSession, Trouble, Worker};
use crate::platform;
use crate::ui::html::{Piece, el};
use crate::ui::once::Once;

/// Ways of giving consent: code, words, way.
const WAYS: [(&str, &str, ConsentHow); 3] = [
    ("spoken", "家长当面说同意，我记录", ConsentHow::Spoken),
    ("signed", "家长在屏幕上签字", ConsentHow::Signed),
    ("paper", "家长在纸质登记表上签了字", ConsentHow::Paper),
];

/// The page.
pub(crate) fn consent(work: &PhoneSession, worker: &Worker, draft: &Draft) -> AnyView {
    let Some(notice) = notice::kept() else { return missing(work, worker) };
    let passages = notice::passages(&notice, &worker.unit());
    let version = notice.version;
    let said = ArcRwSignal::new(None::<String>);
    let (shown, acting, id) = (said.clone(), worker.clone(), draft.id.clone());
    let (once, onward) = (Once::default(), Onward::from_here());
    let next = if draft.back.is_some() {
        "check".to_owned()
    } else {
        format!("{}{}", super::ASK, domain::screening::SECTIONS[0].name)
    };
    let to = address::draft_step(&id, &next);
    let first = if draft.from_paper { ConsentHow::Paper } else { ConsentHow::Spoken };
    let keeping = work.keeping(worker, &format!("{id}/consent"));
    let (way, signature) = (ArcRwSignal::new(first), Signature::kept_by(&keeping));
    let (picked, canvas) = (way.clone(), signature.canvas());
    let (found, drawn) = (way.clone(), signature.clone());
    keeping.show(move |form| {
        found.set(way_of(form.text("how")));
        drawn.show(&form.lines);
    });
    let (sign, used) = (kept(&keeping), keeping.clone());
    let ways = WAYS.iter().map(|(code, words, how)| {
        let chosen = *how == first;
        el("label")
            .class("choice")
            .child(el("input").attr("type", "radio").attr("name", "how").attr("value", *code).flag("checked", chosen))
            .child(el("span").child(*words))
            .into()
    });
    let form = keeps(el("form").class("card").attr("method", "post"), &keeping)
        .on("submit", move |ev| {
            let Some(press) = platform::pressed(&ev) else { return };
            let how = way_of(press.text("how"));
            let recorded = Recorded { notice_version: version.clone(), how, by: press.text("by").to_owned() };
            if recorded.by.is_empty() {
                said.set(Some("请写下是谁同意的，例如：妈妈、爷爷。".to_owned()));
                platform::focus("by");
                return;
            }
            let (worker, id, said) = (acting.clone(), id.clone(), said.clone());
            let (onward, to, signature, used) = (onward.clone(), to.clone(), signature.clone(), used.clone());
            once.start(async move {
                let picture = if how == ConsentHow::Signed { signature.picture().await } else { None };
                if how == ConsentHow::Signed && picture.is_none() {
                    said.set(Some("请家长在框里签上自己的名字，或者换一种同意的方式。".to_owned()));
                    return;
                }
                match worker.consented(&id, recorded, picture, used.press()).await {
                    Ok(()) => {
                        used.done();
                        onward.to(&to);
                    }
                    Err(Trouble(words)) => said.set(Some(words)),
                }
            });
        })
        .child(failed(shown))
        .child(
            el("fieldset")
                .class("stack-tight")
                .on("change", move |ev| {
                    if let Some(change) = platform::changed(&ev) {
                        way.set(way_of(&change.value));
                    }
                })
                .child(el("legend").class("question").child("怎么同意的？"))
                .children(ways),
        )
        .child(el("div").hidden(move || picked.get() != ConsentHow::Signed).child(canvas))
        .child(el("label").class("question").attr("for", "by").child("谁同意的？（孩子的父母或其他监护人）"))
        .child(
            el("p")
                .class("help")
                .attr("id", "by-help")
                .child("要由孩子的父母或其他监护人同意。爷爷奶奶只是帮忙照看的，请打电话问父母。"),
        )
        .child(
            el("input")
                .class("input")
                .attr("aria-describedby", "by-help")
                .attr("id", "by")
                .attr("name", "by")
                .attr("type", "text")
                .attr("autocomplete", "off")
                .attr("list", "kin"),
        )
        .child(el("datalist").attr("id", "kin").children(KIN.map(|kin| el("option").attr("value", kin).into())))
        .child(el("datalist").attr("id", "kin").children(
            ["妈妈", "爸爸", "爷爷", "奶奶", "外公", "外婆"].map(|kin| el("option").attr("value", kin).into()),
        ))
        .child(sign)
        .child(el("button").class("button button-main button-wide").attr("type", "submit").child("同意了，开始登记"))
        .child(el("a").class("button button-wide").attr("href", refuse(draft)).child("不同意，不登记"));
    let notice = el("details")
        .class("card")
        .flag("open", true)
        .child(el("summary").child("请读给家长听"))
        .child(el("div").class("notice-text").child(passages));
    framed(work, worker, "先告诉家长，再登记", Piece::Many(vec![notice.into(), form.into()]))
}

/// Nobody agrees to what nobody has read.
fn missing(work: &PhoneSession, worker: &Worker) -> AnyView {
    let words = "告知书还没有取到这部手机上。请到有网络的地方打开一次童册，再来登记；已经填的都还在。";
    let said = ArcRwSignal::new(None::<String>);
    let (shown, once) = (said.clone(), Once::default());
    let again = el("button").class("button button-main button-wide").attr("type", "button").on("click", move |_| {
        let said = said.clone();
        once.start(async move {
            match notice::fetch().await {
                Ok(()) => platform::reload(),
                Err(failure) => said.set(Some(failure.message())),
            }
        });
    });
    let card =
        el("div").class("card").child(el("p").child(words)).child(failed(shown)).child(again.child("现在取告知书"));
    framed(work, worker, "先告诉家长，再登记", card.into())
}

/// Who may be written down with one touch.
const KIN: [&str; 5] = ["妈妈", "爸爸", "已电话征得妈妈同意", "已电话征得爸爸同意", "其他监护人"];

fn way_of(code: &str) -> ConsentHow {
    WAYS.iter().find(|(known, ..)| *known == code).map_or(ConsentHow::Spoken, |(.., how)| *how)
}

/// Without consent nothing is taken down; the household's page records the refusal.
fn refuse(draft: &Draft) -> String {
    draft.household.as_ref().map_or_else(|| address::DRAFTS.to_owned(), |household| address::household(household))
}
