//! Somebody else changed the record meanwhile: field by field the worker chooses, and nothing is overwritten.
//!
//! A three-way comparison: what this phone had started from, what it has now, and what the register has now. A field
//! that only one side changed is taken over; where both did, the worker says which.

use domain::field::{Entry, entry::Back};
use domain::form::summary::display;
use domain::form::{Answers, FormKind};
use domain::forms::form;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::super::frame::framed;
use crate::components::html::{Piece, el, live};
use crate::field::{FieldWork, Trouble, Worker};
use crate::platform;

/// A field that both sides changed, to different answers.
struct Clash {
    key: String,
    label: &'static str,
    mine: String,
    theirs: String,
}

/// The page.
pub(super) fn compare(work: &FieldWork, worker: &Worker, entry: &Entry) -> AnyView {
    let (kind, back) = (entry.form.unwrap_or(FormKind::Migrant), entry.back.clone().unwrap_or_default());
    let theirs = back.theirs.clone().unwrap_or_default();
    let clashes = clashes(kind, &entry.answers, &theirs, &back.base.clone().unwrap_or_default());
    let said = ArcRwSignal::new(None::<String>);
    let (shown, navigate, acting, kept, home) =
        (said.clone(), use_navigate(), worker.clone(), entry.clone(), work.clone());
    let choices = clashes.iter().map(|clash| {
        let way = |value: &'static str, title: &'static str, words: &str| {
            el("label")
                .class("choice")
                .child(
                    el("input")
                        .attr("type", "radio")
                        .attr("name", clash.key.clone())
                        .attr("value", value)
                        .flag("checked", value == "mine"),
                )
                .child(el("span").child(format!("{title}：{}", if words.is_empty() { "没有填" } else { words })))
                .into()
        };
        el("fieldset")
            .class("field")
            .child(el("legend").class("question").child(clash.label))
            .children([way("mine", "您填的", &clash.mine), way("theirs", "现在登记的", &clash.theirs)])
            .into()
    });
    let none = clashes.is_empty().then(|| el("p").child("两边改的不是同一处，已经合在一起，请再看一遍。"));
    let form = el("form")
        .class("stack")
        .attr("method", "post")
        .on("submit", move |ev| {
            let Some(press) = platform::pressed(&ev) else { return };
            let taken: Vec<&str> =
                press.pairs.iter().filter(|(_, side)| side == "theirs").map(|(key, _)| key.as_str()).collect();
            let answers = merged(&kept.answers, &theirs, &back.base.clone().unwrap_or_default(), &taken);
            let settled = Back { theirs: None, base: None, ..back.clone() };
            let entry = Entry { answers, back: Some(settled), changed_at: platform::now(), ..kept.clone() };
            let (worker, said, navigate, work) = (acting.clone(), said.clone(), navigate.clone(), home.clone());
            spawn_local(async move {
                let to = format!("/field/entry/{}/check", entry.id);
                match worker.keep(entry).await {
                    Ok(()) => {
                        work.forget_declaration();
                        navigate(&to, NavigateOptions::default());
                    }
                    Err(Trouble(words)) => said.set(Some(words)),
                }
            });
        })
        .child(live(move || {
            shown.get().map(|words| el("p").class("finding finding-error").attr("role", "alert").child(words)).into()
        }))
        .child(none)
        .children(choices)
        .child(el("button").class("button button-main button-wide").attr("type", "submit").child("就按选的，继续"));
    let lead = el("p").class("lead").child("您改的时候，别人也改了这份登记。两份都留着，请选哪个是对的。");
    framed(work, worker, "别人也改过", Piece::Many(vec![lead.into(), form.into()]))
}

fn clashes(kind: FormKind, mine: &Answers, theirs: &Answers, base: &Answers) -> Vec<Clash> {
    let words = |answers: &Answers, key: &str| {
        let field = form(kind).field(key)?;
        Some(display(field, answers.value(key)))
    };
    keys(mine, theirs)
        .filter(|key| {
            mine.value(key) != theirs.value(key)
                && mine.value(key) != base.value(key)
                && theirs.value(key) != base.value(key)
        })
        .filter_map(|key| {
            let label = form(kind).field(key)?.label;
            Some(Clash { key: key.to_owned(), label, mine: words(mine, key)?, theirs: words(theirs, key)? })
        })
        .collect()
}

/// What only they changed is taken over, and what both changed where the worker took theirs.
fn merged(mine: &Answers, theirs: &Answers, base: &Answers, taken: &[&str]) -> Answers {
    let mut answers = mine.clone();
    for key in keys(mine, theirs) {
        let only_theirs = mine.value(key) == base.value(key) && theirs.value(key) != base.value(key);
        if only_theirs || taken.contains(&key) {
            match theirs.value(key) {
                Some(value) => answers.set(key, value.clone()),
                None => drop(answers.remove(key)),
            }
        }
    }
    answers
}

fn keys<'a>(mine: &'a Answers, theirs: &'a Answers) -> impl Iterator<Item = &'a str> {
    let other = theirs.iter().map(|(key, _)| key).filter(|key| mine.value(key).is_none());
    mine.iter().map(|(key, _)| key).chain(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::Value;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(key, value)| (*key, Value::Text((*value).to_owned()))).collect()
    }

    #[test]
    fn a_field_that_both_changed_is_the_workers_choice_and_the_others_come_together() {
        let base = answers(&[("child_name", "王一"), ("ethnicity", "01"), ("school_name", "一小")]);
        let mine = answers(&[("child_name", "王二"), ("ethnicity", "01"), ("school_name", "二小")]);
        let theirs = answers(&[("child_name", "王三"), ("ethnicity", "02"), ("school_name", "一小")]);
        let found = clashes(FormKind::Migrant, &mine, &theirs, &base);
        assert_eq!(found.iter().map(|clash| clash.key.as_str()).collect::<Vec<_>>(), ["child_name"]);
        let kept = merged(&mine, &theirs, &base, &[]);
        assert_eq!(kept, answers(&[("child_name", "王二"), ("ethnicity", "02"), ("school_name", "二小")]));
        let took = merged(&mine, &theirs, &base, &["child_name"]);
        assert_eq!(took.value("child_name"), theirs.value("child_name"));
    }

    #[test]
    fn an_answer_that_they_took_away_goes_unless_it_was_changed_here() {
        let base = answers(&[("school_name", "一小"), ("ethnicity", "01")]);
        let mine = answers(&[("school_name", "一小"), ("ethnicity", "02")]);
        assert_eq!(merged(&mine, &Answers::default(), &base, &[]), answers(&[("ethnicity", "02")]));
    }
}
