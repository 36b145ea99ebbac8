//! `/county`: the records of a county in one state, the longest waiting first, and what is done with many of them at once.

use app::addresses::{self, county};
use app::review::marks;
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::extract::Query;
use axum::response::Response;
use backend::access::accounts::{Area, Reviewer};
use backend::comparison;
use backend::review::{self, Together};
use domain::access::Action;
use domain::problem::Problem;
use domain::register::State;
use domain::view::review::{BatchOutcome, QueueFilter, QueuePage, QueueRow};
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

/// The states in which a record is the county's, in their order, and what the tab says.
const TABS: [(State, &str); 6] = [
    (State::TownshipReviewed, "待接收"),
    (State::CountyAccepted, "已接收"),
    (State::Comparing, "比对中"),
    (State::Feedback, "待核实"),
    (State::Verified, "已核实"),
    (State::Uploaded, "已上传"),
];

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    after: Option<String>,
}

impl Asked {
    /// The state that is shown: of an unknown one the first.
    fn state(&self) -> State {
        let asked = self.state.as_deref().and_then(State::from_code);
        TABS.iter().map(|(state, _)| *state).find(|state| Some(*state) == asked).unwrap_or(State::TownshipReviewed)
    }
}

pub(super) async fn show(call: Call, Query(asked): Query<Asked>) -> Result<Response, Refusal> {
    let reviewer = of_county(&call).await?;
    page(&call, &reviewer, &asked, (&[], None), Act::NONE).await
}

/// Accepts or verifies what was ticked.
pub(super) async fn act(call: Call, Query(asked): Query<Asked>, Form(pairs): Form) -> Result<Response, Refusal> {
    let reviewer = of_county(&call).await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &reviewer, &asked, (&typed, None), Act::NONE).await;
    }
    match done(&call, &reviewer, &pairs).await {
        Ok(outcome) if outcome.left.is_empty() => {
            let message = format!("已办理{}条。", outcome.approved.len());
            call.done(&county::queue(asked.state().code()), &message)
        }
        Ok(outcome) => page(&call, &reviewer, &asked, (&pairs, Some(outcome)), Act::NONE).await,
        Err(refusal) => page(&call, &reviewer, &asked, (&pairs, None), Act::refused(&again(refusal)?)).await,
    }
}

async fn of_county(call: &Call) -> Result<Reviewer, Refusal> {
    let reviewer = call.caller.reviewer().await?;
    match reviewer.area() {
        Area::County { .. } if reviewer.account().may(Action::BatchList) => Ok(reviewer),
        _ => Err(Problem::NotFound.into()),
    }
}

async fn done(call: &Call, reviewer: &Reviewer, pairs: &[(String, String)]) -> Result<BatchOutcome, Refusal> {
    let mut records = Vec::new();
    for (_, line) in pairs.iter().filter(|(name, _)| name == "entry") {
        let (id, version) = line.split_once(':').ok_or(Problem::NotFound)?;
        records.push((parse_id(id)?, version.parse().map_err(|_| Problem::NotFound)?));
    }
    if records.is_empty() {
        let message = "请先勾选要办理的登记。".to_owned();
        return Err(Problem::Invalid { field: "entry".into(), message }.into());
    }
    let what = match last_value(pairs, GO) {
        "accept" => Together::Accept,
        "verify" => Together::Verify,
        "feedback" => return given_up(call, reviewer, &records, last_value(pairs, "reason")).await,
        _ => return Err(Problem::NotFound.into()),
    };
    Ok(review::together(call.store(), reviewer, what, &records).await?)
}

/// Goes on without departments that are late by enough, record by record.
async fn given_up(
    call: &Call,
    reviewer: &Reviewer,
    records: &[(Uuid, i32)],
    reason: &str,
) -> Result<BatchOutcome, Refusal> {
    let mut outcome = BatchOutcome::default();
    for (id, _) in records {
        match comparison::give_feedback(call.store(), reviewer.account(), *id, reason).await {
            Ok(()) => outcome.approved.push(id.to_string()),
            Err(error) => match error.problem() {
                Some(problem @ (Problem::Hindered { .. } | Problem::ActionNotOffered { .. })) => {
                    outcome.left.push((id.to_string(), problem.message()));
                }
                _ => return Err(error.into()),
            },
        }
    }
    Ok(outcome)
}

async fn page(
    call: &Call,
    reviewer: &Reviewer,
    asked: &Asked,
    (typed, outcome): (&[(String, String)], Option<BatchOutcome>),
    act: Act<'_>,
) -> Result<Response, Refusal> {
    let state = asked.state();
    let filter = QueueFilter { state: Some(state), after: asked.after.clone(), ..QueueFilter::default() };
    let queue = review::queue(call.store(), reviewer, filter).await?;
    let content = view! {
        {tabs(&queue, state)}
        {outcome.map(|outcome| left(&queue, &outcome))}
        {lines(&queue, state, reviewer.acts(), typed)}
        {queue.next.as_deref().map(|after| {
            view! { <p><a class="button button-wide" href=county::page(state.code(), after)>"下一页"</a></p> }
        })}
    };
    Ok(call.page("受理核实", &reviewer.account().view(), act, content.erase()))
}

fn tabs(queue: &QueuePage, chosen: State) -> AnyView {
    let count = |state: State| queue.counts.iter().find(|count| count.state == state).map_or(0, |count| count.count);
    let tabs: Vec<_> = TABS
        .into_iter()
        .map(|(state, words)| {
            let current = (state == chosen).then_some("page");
            view! { <li><a href=county::queue(state.code()) aria-current=current>{format!("{words} {}", count(state))}</a></li> }
        })
        .collect();
    view! { <nav aria-label="办理状态"><ul class="counts">{tabs}</ul></nav> }.erase()
}

/// What is done with many records of a state, and how the button says it.
const fn together(state: State) -> Option<(&'static str, &'static str)> {
    match state {
        State::TownshipReviewed => Some(("accept", "接收勾选的登记")),
        State::CountyAccepted | State::Feedback => Some(("verify", "核实完成勾选的登记")),
        State::Comparing => Some(("feedback", "不再等待，办结比对")),
        _ => None,
    }
}

fn lines(queue: &QueuePage, state: State, acts: bool, typed: &[(String, String)]) -> AnyView {
    if queue.rows.is_empty() {
        return view! { <p class="empty">"没有这种状态的登记。"</p> }.erase();
    }
    let together = together(state).filter(|_| acts);
    let items: Vec<_> = queue.rows.iter().map(|row| item(row, together.is_some(), typed)).collect();
    let button = together.map(|(verb, words)| {
        let reason = (verb == "feedback").then(|| {
            let typed = last_value(typed, "reason").to_owned();
            view! {
                <label for="reason">"部门逾期满5个工作日没有反馈的，可以勾选并写明原因"</label>
                <input class="input" id="reason" name="reason" maxlength="300" value=typed autocomplete="off"/>
            }
        });
        let hint = (verb != "feedback").then_some("没有需要先办结的事项的，可以勾选后一起办理。其他的请打开办理。");
        view! {
            {reason}
            <div class="batch">
                <span class="small">{hint}</span>
                <button class="button button-main" type="submit" name=GO value=verb>{words}</button>
            </div>
        }
    });
    view! {
        <form method="post" action=county::queue(state.code())>
            {button}
            <ol class="lines">{items}</ol>
        </form>
    }
    .erase()
}

fn item(row: &QueueRow, ticks: bool, typed: &[(String, String)]) -> AnyView {
    let entry = format!("{}:{}", row.id, row.version);
    let ticked = typed.iter().any(|(name, value)| name == "entry" && *value == entry);
    let tick = (ticks && row.claimed_by.is_none()).then(|| {
        let name = format!("勾选{}（{}）", row.child_name, row.receipt_no);
        view! { <label class="tick"><input type="checkbox" name="entry" value=entry aria-label=name checked=ticked/></label> }
    });
    let age = if row.age >= 0 { format!("{}岁", row.age) } else { "年龄不详".to_owned() };
    let who = [row.sex.clone(), age].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let number = if row.id_number.is_empty() { "无身份证号".to_owned() } else { row.id_number.clone() };
    view! {
        <li class="line">
            {tick}
            <a class="line-link" href=addresses::review::record(&row.id)>
                <span class="line-head">
                    <strong>{row.child_name.clone()}</strong>
                    <span>{who}</span>
                    <span class="line-when">{time::day(row.entered_at)}</span>
                </span>
                <span class="line-sub">{row.form.label()} " · " {row.class.label()} " · " {row.place.clone()}</span>
                <span class="line-sub number">{number} " · " {row.receipt_no.clone()}</span>
                <span class="line-marks">{marks::marks(row)}</span>
            </a>
        </li>
    }
    .erase()
}

/// What was not done of what was ticked, and why.
fn left(queue: &QueuePage, outcome: &BatchOutcome) -> AnyView {
    let named = |id: &str| {
        queue
            .rows
            .iter()
            .find(|row| row.id == id)
            .map_or_else(String::new, |row| format!("{}（{}）：", row.child_name, row.receipt_no))
    };
    let why: Vec<_> = outcome.left.iter().map(|(id, why)| view! { <li>{named(id)} {why.clone()}</li> }).collect();
    view! {
        <div class="notice notice-attention" role="status">
            <h2>{format!("已办理{}条，有{}条没有办理", outcome.approved.len(), outcome.left.len())}</h2>
            <ul>{why}</ul>
        </div>
    }
    .erase()
}
