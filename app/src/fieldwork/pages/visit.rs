//! `/field/new` and `/field/household/{id}`: a household first, then its children.

use domain::fieldwork::{Household, HouseholdState, Outcome};
use domain::forms::keys;
use domain::values::date::chinese;
use domain::values::name::search_key;
use leptos::prelude::*;

use super::done;
use super::frame::{Onward, about, asked, failed, framed, household_line, input, keeps, kept, line};
use crate::addresses::fieldwork as address;
use crate::fieldwork::{PhoneSession, Trouble, Worker};
use crate::platform::{self, Press};
use crate::ui::html::{El, Piece, el, live};
use crate::ui::once::Once;

/// The page on which a household is found again or listed.
pub(crate) fn new(work: &PhoneSession, worker: &Worker) -> AnyView {
    let words = ArcRwSignal::new(String::new());
    let (typed, households) = (words.clone(), worker.households());
    let search = input("search", "off")
        .attr("placeholder", "户主姓名、电话或门牌")
        .on("input", move |ev| typed.set(event_target_value(&ev)));
    let search = el("div").class("stack-tight").child(asked("known", "先看看是不是名单上的家庭", search));
    // What is searched is folded once, not with every key.
    let all = households.clone();
    let folded = ArcMemo::new(move |_| {
        let fold = |one: &Household| [&one.head, &one.phone, &one.detail].map(|text| search_key(text)).join("\n");
        all.with(|households| households.values().map(fold).collect::<std::sync::Arc<[String]>>())
    });
    let found = live(move || {
        let words = search_key(&words.get());
        let folded = folded.get();
        let found: Vec<Piece> = households.with(|households| {
            let fits = households.values().zip(folded.iter()).filter(|(_, text)| text.contains(&words));
            fits.take(20).map(|(one, _)| household_line(one).into()).collect()
        });
        if found.is_empty() { Piece::Nothing } else { el("ul").class("field-lines card").children(found).into() }
    });
    let content = Piece::Many(vec![
        search.into(),
        found,
        el("h2").child("名单上没有，新登一户").into(),
        fresh(work, worker).into(),
    ]);
    framed(work, worker, "新的走访", content)
}

/// The form of a new household: the worker's own village, so only the house has to be told.
fn fresh(work: &PhoneSession, worker: &Worker) -> El {
    let said = ArcRwSignal::new(None::<String>);
    let keeping = work.keeping(worker, "new");
    keeping.show(|_| ());
    let (sign, used, typed) = (kept(&keeping), keeping.clone(), keeping.clone());
    let (worker, once, onward) = (worker.clone(), Once::default(), Onward::from_here());
    let (place, code) = (worker.unit(), worker.enrolment().worker.division_code);
    let shown = said.clone();
    let act = move |press: Press| {
        let household = Household {
            head: press.text("head").to_owned(),
            phone: press.text("phone").to_owned(),
            detail: press.text("detail").to_owned(),
            division_code: code.clone(),
            ..Household::default()
        };
        let household = match household.prepared() {
            Ok(household) if !household.head.is_empty() => household,
            wrong => {
                let missing = "请填户主或家里大人的姓名，不知道就写“不详”。".to_owned();
                said.set(Some(wrong.map_or_else(|error| error.to_string(), |_| missing)));
                platform::focus("head");
                return;
            }
        };
        let outcome = outcome(&press.value);
        let (worker, said, onward, used) = (worker.clone(), said.clone(), onward.clone(), used.clone());
        once.start(async move {
            match worker.list(household, outcome, used.press()).await {
                Ok(id) => {
                    used.done();
                    onward.to(&address::household(&id));
                }
                Err(Trouble(words)) => said.set(Some(words)),
            }
        });
    };
    let form = el("form").class("card").attr("method", "post").on("submit", move |ev| {
        if let Some(press) = platform::pressed(&ev) {
            act(press);
        }
    });
    keeps(form, &typed)
        .child(failed(shown))
        .child(asked("head", "户主（家里大人）姓名", input("text", "off")))
        .child(asked("phone", "联系电话（没有可不填）", input("tel", "off")))
        .child(el("p").class("help").child("还没有同意登记的，只写门牌，姓名写“不详”。"))
        .child(el("p").class("small").child(format!("地址：{place}")))
        .child(asked("detail", "门牌、小区、村组", input("text", "off")))
        .child(sign)
        .child(outcomes())
}

/// What came of the visit.
fn outcomes() -> El {
    let button = |value: &'static str, class: &'static str, words: &'static str| {
        el("button").class(class).attr("type", "submit").attr("name", "go").attr("value", value).child(words)
    };
    el("div")
        .class("stack-tight")
        .child(button("visited", "button button-main button-wide", "见到大人了，开始登记"))
        .child(button("nobody_home", "button button-wide", "家里没有人"))
        .child(button("refused", "button button-wide", "不愿意登记"))
        .child(button("listed", "button button-quiet", "先记在名单上，以后再来"))
}

fn outcome(value: &str) -> Option<Outcome> {
    match value {
        "visited" => Some(Outcome::Visited),
        "nobody_home" => Some(Outcome::NobodyHome),
        "refused" => Some(Outcome::Refused),
        _ => None,
    }
}

/// The page of a household: where it stands, its children, what to do now.
pub(crate) fn household(work: &PhoneSession, worker: &Worker, id: &str) -> AnyView {
    let (known, id) = (worker.households(), id.to_owned());
    let Some(name) = known.with_untracked(|known| known.get(&id).map(|one| one.head.clone())) else {
        return framed(work, worker, "没有这户家庭", el("p").child("它可能在别的手机上，同步后再看。").into());
    };
    let (standing, children, acting) = (id.clone(), id.clone(), worker.clone());
    let now = worker.households();
    let state =
        live(move || {
            let Some(one) = now.with(|known| known.get(&standing).cloned()) else { return Piece::Nothing };
            let class = match one.state {
                HouseholdState::Visited => "tag tag-done",
                HouseholdState::Listed => "tag",
                _ => "tag tag-attention",
            };
            let when = one.visited_on.map(|day| format!("上次走访{}", chinese(day)));
            let lost = (one.state == HouseholdState::NobodyTwice).then(|| {
                el("p").child(
                    "两次都没有人：请换个时间再来，或向村组干部了解是否搬走（不要说登记内容），再报乡镇（街道）核实。",
                )
            });
            el("section")
                .class("card")
                .child(
                    el("p")
                        .child(el("span").class(class).child(one.state.label()))
                        .child(" ")
                        .child(when.unwrap_or_default()),
                )
                .child(el("p").child(one.detail))
                .child((!one.phone.is_empty()).then(|| {
                    el("p").child(el("a").attr("href", format!("tel:{}", one.phone)).child(one.phone.clone()))
                }))
                .child(lost)
                .into()
        });
    let (beginning, said) = (Beginning::of(worker, &id), ArcRwSignal::new(None));
    let finished =
        done::notice(work, "这一家还有别的孩子吗？父母和住址会带过去，不用再填。", || {
            let next = beginning.button("登记下一个孩子", "button button-main", false, &said);
            vec![next.into(), el("a").class("button").attr("href", address::HOME).child("没有了，回首页").into()]
        });
    let first = finished.is_none();
    let content = Piece::Many(vec![
        finished.into(),
        state,
        drafts(worker, &children),
        begin(&beginning, said, first),
        again(&acting, &id),
    ]);
    about(work, worker, "一户家庭", &format!("{name}家"), content)
}

/// Declarations of this household that are not finished.
fn drafts(worker: &Worker, id: &str) -> Piece {
    let (drafts, id) = (worker.drafts(), id.to_owned());
    live(move || {
        let found: Vec<Piece> = drafts.with(|drafts| {
            let here = drafts.values().filter(|draft| draft.household.as_deref() == Some(&id));
            here.map(|draft| {
                let name = draft.answers.text(keys::CHILD_NAME).filter(|name| !name.is_empty()).unwrap_or("还没填姓名");
                line(&address::draft(&draft.id), name.to_owned(), "接着填").into()
            })
            .collect()
        });
        if found.is_empty() { Piece::Nothing } else { el("ul").class("field-lines card").children(found).into() }
    })
}

/// What begins a declaration of this household.
#[derive(Clone)]
struct Beginning {
    worker: Worker,
    household: String,
    onward: Onward,
    once: Once,
}

impl Beginning {
    fn of(worker: &Worker, household: &str) -> Self {
        let (worker, household) = (worker.clone(), household.to_owned());
        Self { worker, household, onward: Onward::from_here(), once: Once::default() }
    }

    fn button(&self, words: &'static str, class: &'static str, paper: bool, said: &ArcRwSignal<Option<String>>) -> El {
        let (this, said) = (self.clone(), said.clone());
        let begin = move |_| {
            let (once, this, said) = (this.once.clone(), this.clone(), said.clone());
            once.start(async move {
                let household = this.worker.households().with_untracked(|known| known.get(&this.household).cloned());
                match this.worker.new_draft(household.as_ref(), paper).await {
                    Ok(draft) => this.onward.to(&address::draft(&draft)),
                    Err(Trouble(words)) => said.set(Some(words)),
                }
            });
        };
        el("button").class(class).attr("type", "button").on("click", begin).child(words)
    }
}

/// Buttons that begin a child's declaration; the `first` only where no notice offers it already.
fn begin(beginning: &Beginning, said: ArcRwSignal<Option<String>>, first: bool) -> Piece {
    let main = first.then(|| beginning.button("登记一个孩子", "button button-main button-wide", false, &said));
    let second = beginning.button("录入纸质登记表", "button button-wide", true, &said);
    el("div").class("stack-tight").child(failed(said)).child(main).child(second).into()
}

/// Another visit to the same household.
fn again(worker: &Worker, id: &str) -> Piece {
    let said = ArcRwSignal::new(None::<String>);
    let (worker, id, shown, once) = (worker.clone(), id.to_owned(), said.clone(), Once::default());
    el("form")
        .class("card")
        .attr("method", "post")
        .on("submit", move |ev| {
            let Some(press) = platform::pressed(&ev) else { return };
            let Some(outcome) = outcome(&press.value) else { return };
            let (worker, id, said) = (worker.clone(), id.clone(), said.clone());
            once.start(async move {
                said.set(Some(match worker.visited(&id, outcome).await {
                    Ok(state) => format!("记下了：{}。", state.label()),
                    Err(Trouble(words)) => words,
                }));
            });
        })
        .child(el("h2").child("再记一次走访"))
        .child(
            el("div").attr("role", "status").child(live(move || shown.get().map(|words| el("p").child(words)).into())),
        )
        .child(el("div").class("button-row").children(
            [("visited", "见到大人"), ("nobody_home", "家里没有人"), ("refused", "不愿意登记")].map(
                |(value, words)| {
                    el("button")
                        .class("button")
                        .attr("type", "submit")
                        .attr("name", "go")
                        .attr("value", value)
                        .child(words)
                        .into()
                },
            ),
        ))
        .into()
}
