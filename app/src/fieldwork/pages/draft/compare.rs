//! Somebody else changed the record meanwhile: field by field the worker chooses, and nothing is overwritten.
//!
//! A three-way comparison ([`merge`]): a field that only one side changed is taken over; where both did, the worker says
//! which.

use domain::fieldwork::Draft;
use domain::fieldwork::draft::Back;
use domain::form::summary::display;
use domain::form::{Answers, FormKind, Value};
use domain::forms::form;
use leptos::prelude::*;

use crate::addresses;
use crate::fieldwork::pages::frame::{Onward, failed, framed, keeps, kept};
use crate::fieldwork::{PhoneSession, Trouble, Worker, merge};
use crate::platform;
use crate::ui::html::{Piece, el};
use crate::ui::once::Once;

/// A field that both sides changed, to different answers.
struct Clash {
    key: &'static str,
    label: String,
    mine: String,
    theirs: String,
}

/// The page.
pub(crate) fn compare(work: &PhoneSession, worker: &Worker, draft: &Draft) -> AnyView {
    let (kind, back) = (draft.form.unwrap_or(FormKind::Migrant), draft.back.clone().unwrap_or_default());
    let theirs = back.theirs.clone().unwrap_or_default();
    let base = back.base.clone().unwrap_or_default();
    let clashes = clashes(kind, &draft.answers, &theirs, &base);
    let said = ArcRwSignal::new(None::<String>);
    let (shown, acting, id, home) = (said.clone(), worker.clone(), draft.id.clone(), work.clone());
    let (once, onward) = (Once::default(), Onward::from_here());
    let keeping = work.keeping(worker, &format!("{id}/compare"));
    keeping.show(|_| ());
    let (sign, used) = (kept(&keeping), keeping.clone());
    let choices = clashes.iter().map(|clash| {
        let way = |value: &'static str, title: &'static str, words: &str| {
            el("label")
                .class("choice")
                .child(
                    el("input")
                        .attr("type", "radio")
                        .attr("name", clash.key)
                        .attr("value", value)
                        .flag("checked", value == "mine"),
                )
                .child(el("span").child(format!("{title}：{}", if words.is_empty() { "没有填" } else { words })))
                .into()
        };
        el("fieldset")
            .class("field")
            .child(el("legend").class("question").child(clash.label.clone()))
            .children([way("mine", "您填的", &clash.mine), way("theirs", "现在登记的", &clash.theirs)])
            .into()
    });
    let besides = besides(kind, &draft.answers, &theirs, &base);
    let none = clashes.is_empty().then(|| el("p").child("两边改的不是同一处，已经合在一起，请再看一遍。"));
    let form = keeps(el("form").class("stack").attr("method", "post"), &keeping)
        .on("submit", move |ev| {
            let Some(press) = platform::pressed(&ev) else { return };
            let (theirs, base, back) = (theirs.clone(), base.clone(), back.clone());
            let (worker, id, said, onward, work) =
                (acting.clone(), id.clone(), said.clone(), onward.clone(), home.clone());
            let used = used.clone();
            once.start(async move {
                let taken: Vec<&str> =
                    press.pairs.iter().filter(|(_, side)| side == "theirs").map(|(key, _)| key.as_str()).collect();
                let settle = |draft: &mut Draft| {
                    draft.answers = merge::merged(&draft.answers, &theirs, &base, &taken);
                    draft.back = Some(Back { theirs: None, base: None, ..back });
                };
                match worker.alter(&id, settle, vec![used.press()]).await {
                    Ok(()) => {
                        used.done();
                        work.forget_declaration();
                        onward.to(&addresses::fieldwork::draft_step(&id, "check"));
                    }
                    Err(Trouble(words)) => said.set(Some(words)),
                }
            });
        })
        .child(failed(shown))
        .child(none)
        .children(choices)
        .child(sign)
        .child(el("button").class("button button-main button-wide").attr("type", "submit").child("就按选的，继续"));
    let reason = draft.back.as_ref().map(|back| back.reason.clone()).filter(|reason| !reason.is_empty());
    let reason = reason.unwrap_or_else(|| "请逐项选择用哪一个，再重新上传。".to_owned());
    let why = el("div")
        .class("notice notice-attention")
        .child(el("h2").child("您改的时候，别人也改了"))
        .child(el("p").child(reason))
        .child(el("p").child("两份都留着，不会丢。"));
    framed(work, worker, "请选用哪一个", Piece::Many(vec![why.into(), besides, form.into()]))
}

/// What only the other side changed: it is taken over, and said.
fn besides(kind: FormKind, mine: &Answers, theirs: &Answers, base: &Answers) -> Piece {
    let changed = merge::theirs(mine, theirs, base);
    let lines: Vec<Piece> = changed
        .iter()
        .filter_map(|(key, value)| {
            let field = form(kind).field(key)?;
            let words = |value: Option<&Value>| Some(display(field, value)).filter(|words| !words.is_empty());
            let (was, now) = (words(base.value(key)), words(value.as_ref()));
            let empty = || "没有填".to_owned();
            let told = format!(
                "{}：{}（原来：{}）",
                field.spoken_label(),
                now.unwrap_or_else(empty),
                was.unwrap_or_else(empty)
            );
            Some(el("li").child(told).into())
        })
        .collect();
    if lines.is_empty() {
        return Piece::Nothing;
    }
    el("section").class("card").child(el("h2").child("只有别人改的，已经合进来")).child(el("ul").children(lines)).into()
}

fn clashes(kind: FormKind, mine: &Answers, theirs: &Answers, base: &Answers) -> Vec<Clash> {
    let both = merge::clashes(mine, theirs, base).filter_map(|key| form(kind).field(key));
    both.map(|field| Clash {
        key: field.key,
        label: field.spoken_label(),
        mine: display(field, mine.value(field.key)),
        theirs: display(field, theirs.value(field.key)),
    })
    .collect()
}
