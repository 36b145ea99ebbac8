//! `/field/children` and `/field/child/{record}`: the village's register, found as one types, and follow-up visits.

use domain::fieldwork::{FollowUp, RosterChild};
use domain::register::State;
use domain::values::date::{self, chinese};
use domain::values::name::search_key;
use domain::values::sex::Sex;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::frame::{about, asked, framed, input, keeps, kept, line, outcome};
use crate::addresses;
use crate::fieldwork::day::soon;
use crate::fieldwork::{PhoneSession, Trouble, Worker};
use crate::platform::{self, Press};
use crate::ui::html::{El, Piece, el, live};
use crate::ui::once::Once;

/// Lines shown at once, a few screens; typing finds the others, and each letter draws them anew.
const SHOWN: usize = 20;

/// The page of the register.
pub(crate) fn children(work: &PhoneSession, worker: &Worker) -> AnyView {
    let (today, _) = worker.today();
    let due = use_query_map().with_untracked(|query| query.get("due")).unwrap_or_default();
    let title = match due.as_str() {
        "visit" => "今天要走访的孩子",
        "soon" => "快满期限的孩子（满16周岁、满6个月）",
        _ => "本村（社区）的孩子",
    };
    let soon = soon(today);
    let today = today.to_string();
    let words = ArcRwSignal::new(String::new());
    let (typed, known) = (words.clone(), worker.children());
    let search = el("input")
        .class("input")
        .attr("type", "search")
        .attr("aria-label", "找孩子")
        .attr("placeholder", "孩子或家长姓名、门牌")
        .attr("autocomplete", "off")
        .on("input", move |ev| typed.set(event_target_value(&ev)));
    // What is searched is folded once, not with every key.
    let all = known.clone();
    let folded = ArcMemo::new(move |_| {
        let fold =
            |child: &RosterChild| [&child.name, &child.carer, &child.detail].map(|text| search_key(text)).join("\n");
        all.with(|known| known.values().map(fold).collect::<std::sync::Arc<[String]>>())
    });
    let list = live(move || {
        let words = search_key(&words.get());
        let folded = folded.get();
        let fits = |(child, text): &(&RosterChild, &String)| {
            let named = text.contains(&words);
            let asked = match due.as_str() {
                "visit" => child.visit_due(&today),
                "soon" => child.changes_by(&soon),
                _ => true,
            };
            named && asked
        };
        known.with(|known| {
            let mut found = known.values().zip(folded.iter()).filter(fits).map(|(child, _)| child);
            let lines: Vec<Piece> = found.by_ref().take(SHOWN).map(|child| one(child, &soon).into()).collect();
            let all = lines.len() + found.count();
            let count = if all > SHOWN {
                format!("共{all}个，先列出{SHOWN}个，请输入姓名查找")
            } else {
                format!("共{all}个")
            };
            Piece::Many(vec![
                el("p").class("small").attr("role", "status").child(count).into(),
                if lines.is_empty() {
                    Piece::Nothing
                } else {
                    el("ul").class("field-lines card").children(lines).into()
                },
            ])
        })
    });
    framed(work, worker, title, Piece::Many(vec![search.into(), list]))
}

/// A line; what changes by itself is told when it is `soon`.
fn one(child: &RosterChild, soon: &str) -> El {
    let care = child.key_care.then(|| el("span").class("tag tag-attention").child("重点关爱（台账）"));
    let near = child.due.as_ref().filter(|_| child.changes_by(soon));
    let why = near.map(|(day, why)| format!("{}：{why}", in_words(day)));
    let words = Piece::Many(vec![
        el("strong").child(child.name.clone()).into(),
        el("span").class("small").child(format!(" {} {} ", in_short(child), child.detail)).into(),
        care.into(),
        why.map(|why| el("span").class("small block").child(why)).into(),
    ]);
    line(&addresses::fieldwork::child(&child.record), words, child.state.label())
}

fn in_short(child: &RosterChild) -> String {
    let sex = Sex::from_code(&child.sex).map_or("", Sex::label);
    let born = child.born.map(|day| format!("{}生", chinese(day)));
    format!("{sex} {}", born.unwrap_or_default())
}

fn in_words(day: &str) -> String {
    date::parse(day).map_or_else(|_| day.to_owned(), chinese)
}

/// The page of a child: what a visit needs, and the visit.
pub(crate) fn child(work: &PhoneSession, worker: &Worker, record: &str) -> AnyView {
    let known = worker.children();
    let Some(child) = known.with_untracked(|known| known.get(record).cloned()) else {
        return framed(work, worker, "名册里没有这个孩子", el("p").child("可能已经转走，同步后再看。").into());
    };
    let fact = |label: &'static str, words: String| -> Piece {
        if words.is_empty() {
            return Piece::Nothing;
        }
        el("div").child(el("dt").child(label)).child(el("dd").child(words)).into()
    };
    let due = child.due.as_ref().map(|(day, why)| format!("{}：{why}", in_words(day)));
    let facts = el("section").class("card").child(el("dl").class("answers").children([
        fact("孩子", in_short(&child)),
        fact("照顾的人", child.carer.clone()),
        fact("门牌", child.detail.clone()),
        fact("登记情况", child.state.label().to_owned()),
        fact("变化日期", due.unwrap_or_default()),
        fact("上次走访", child.visited_on.as_deref().map(in_words).unwrap_or_default()),
        fact("下次走访", child.next_visit.as_deref().map(in_words).unwrap_or_default()),
    ]));
    let back = (child.state == State::Returned)
        .then(|| el("p").class("notice notice-attention").child("这份登记被退回了，在“要您改的登记”里改。"));
    let content = Piece::Many(vec![back.into(), facts.into(), visit(work, worker, record).into()]);
    about(work, worker, "一个孩子", &child.name, content)
}

/// The form of a follow-up visit (走访).
fn visit(work: &PhoneSession, worker: &Worker, record: &str) -> El {
    let keeping = work.keeping(worker, &format!("visit-{record}"));
    keeping.show(|_| ());
    let (sign, used) = (kept(&keeping), keeping.clone());
    let said = ArcRwSignal::new(None::<Result<String, String>>);
    let (shown, worker, record) = (said.clone(), worker.clone(), record.to_owned());
    let (once, (today, _)) = (Once::default(), worker.today());
    let act = move |press: Press| {
        let value = |name: &str| press.text(name).to_owned();
        let (day, next) = (date::parse(press.text("day")).ok(), value("next"));
        let visit = match (day, value("met"), value("seen")) {
            (Some(day), met, seen) if day <= today && !met.is_empty() && !seen.is_empty() => FollowUp {
                record: record.clone(),
                day,
                met,
                seen,
                needs: value("needs"),
                next: date::parse(&next).ok(),
            },
            (Some(day), ..) if day > today => return said.set(Some(Err("走访日期不能晚于今天。".to_owned()))),
            (None, ..) => return said.set(Some(Err("请填走访日期。".to_owned()))),
            _ => return said.set(Some(Err("请写见到了谁、看到什么情况。".to_owned()))),
        };
        let visit = match visit.prepared() {
            Ok(visit) => visit,
            Err(error) => return said.set(Some(Err(error.to_string()))),
        };
        let (worker, said, used) = (worker.clone(), said.clone(), used.clone());
        once.start(async move {
            said.set(Some(match worker.follow_up(visit, used.press()).await {
                Ok(()) => {
                    used.done();
                    let next = worker.outbox().with_untracked(|outbox| outbox.facts.next());
                    Ok(format!("这次走访记下了，{next}"))
                }
                Err(Trouble(words)) => Err(words),
            }));
            platform::focus("visit-said");
        });
    };
    let area = || el("textarea").attr("rows", "3");
    let form = el("form").class("card").attr("method", "post").on("submit", move |ev| {
        if let Some(press) = platform::pressed(&ev) {
            act(press);
        }
    });
    keeps(form, &keeping)
        .child(el("h2").child("记一次走访"))
        .child(el("div").attr("id", "visit-said").attr("tabindex", "-1").attr("role", "status").child(outcome(shown)))
        .child(asked("day", "走访日期", input("date", "off").attr("value", today.to_string())))
        .child(asked("met", "见到了谁", input("text", "off")))
        .child(asked("seen", "看到什么情况", area()))
        .child(asked("needs", "需要什么帮助（没有可不填）", area()))
        .child(asked("next", "下次什么时候来（可不填）", input("date", "off")))
        .child(sign)
        .child(el("button").class("button button-main button-wide").attr("type", "submit").child("记下这次走访"))
}
