//! `/grants`: what one may open, asking for more, and what the county still decides about or reviews.

use app::addresses::grants::{self, EMERGENCY, LIST};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use app::ui::time;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::grants::{GrantedRecord, Request, decide, held, request, review_emergency};
use domain::access::{self, Action, Group, Level, Relation, State};
use domain::problem::Problem;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;

use super::waiting;
use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    page(&call, &account, &[], Act::NONE).await
}

/// Does what the pressed button says: `request`, `grant:id`, `refuse:id`, `justified:id`, `unjustified:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, &typed, Act::NONE).await;
    }
    match done(&call, &account, &pairs).await {
        Ok(message) => call.done(LIST, message),
        Err(refusal) => page(&call, &account, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, account: &Account, pairs: &Pairs) -> Result<&'static str, Refusal> {
    let store = call.store();
    let (verb, id) = last_value(pairs, GO).split_once(':').unwrap_or((last_value(pairs, GO), ""));
    match verb {
        "request" => {
            let groups = pairs.iter().filter(|(name, _)| name == "group");
            let asked = Request {
                receipts: last_value(pairs, "receipts").to_owned(),
                groups: groups.filter_map(|(_, code)| Group::from_code(code)).collect(),
                words: last_value(pairs, "words").to_owned(),
                days: last_value(pairs, "days").parse().unwrap_or_default(),
            };
            request(store, account, &asked).await?;
            Ok("已提出申请，由登记所属的区县审批。")
        }
        "grant" | "refuse" => {
            call.caller.step_up(Action::GrantDecide).await?;
            decide(store, account, parse_id(id)?, verb == "grant").await?;
            Ok(if verb == "grant" { "已同意，申请人现在可以查看。" } else { "已拒绝。" })
        }
        "justified" | "unjustified" => {
            review_emergency(store, account, parse_id(id)?, verb == "justified").await?;
            Ok(if verb == "justified" {
                "已复核：情况属实。"
            } else {
                "已复核：不属实，查阅已结束。请按规定处理，并登记安全事件。"
            })
        }
        _ => Err(Problem::NotFound.into()),
    }
}

async fn allowed(call: &Call) -> Result<Account, Refusal> {
    let account = call.caller.account().await?;
    if account.role().consults() { Ok(account) } else { Err(Problem::NotFound.into()) }
}

async fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let (asks, opens) = (account.may(Action::GrantRequest), account.may(Action::EmergencyOpen));
    let records = held(call.store(), account).await?;
    let content = view! {
        {waiting::cards(call, account).await?}
        {(asks || opens || !records.is_empty()).then(|| opened(&records))}
        {opens.then(|| view! { <p><a class="button" href=EMERGENCY>"紧急查阅：孩子有危险时"</a></p> })}
        {asks.then(|| asking(account, typed))}
    };
    Ok(call.page("查阅", &account.view(), act, content.erase()))
}

fn opened(records: &[GrantedRecord]) -> AnyView {
    let line = |one: &GrantedRecord| {
        let words = format!("{}（登记编号 {}）", one.child_name, one.receipt_no);
        view! {
            <li>
                <a href=grants::record(&one.record.to_string())>{words}</a>
                {one.emergency.then(|| view! { " " <span class="tag tag-attention">"紧急查阅"</span> })}
                <span class="small">" 可以查看到 " {time::moment(one.ends_at)}</span>
            </li>
        }
    };
    let lines: Vec<_> = records.iter().map(line).collect();
    view! {
        <section class="card">
            <h2>"我可以查看的外单位登记"</h2>
            {if lines.is_empty() { view! { <p class="empty">"现在没有。"</p> }.erase() } else { view! { <ul>{lines}</ul> }.erase() }}
        </section>
    }
    .erase()
}

/// The groups of which the profile of granted records shows more than that they were answered.
fn groups(account: &Account) -> impl Iterator<Item = Group> {
    let levels = access::levels(account.role(), Relation::Granted, State::Submitted);
    Group::ALL
        .iter()
        .copied()
        .filter(move |group| levels.of(*group) >= Level::Reveal && group.fields().next().is_some())
}

fn asking(account: &Account, typed: &[(String, String)]) -> AnyView {
    let chosen = |group: Group| typed.iter().any(|(name, code)| name == "group" && code == group.code());
    let choices: Vec<_> = groups(account)
        .map(|group| {
            view! {
                <label class="choice">
                    <input type="checkbox" name="group" value=group.code() checked=chosen(group)/>
                    <span>{group.label()}</span>
                </label>
            }
        })
        .collect();
    let days = Some(last_value(typed, "days")).filter(|days| !days.is_empty()).unwrap_or("7").to_owned();
    let typed = |name: &str| last_value(typed, name).to_owned();
    view! {
        <form method="post" action=LIST class="card" data-typed="">
            <h2>"申请查阅外单位的登记"</h2>
            <label class="question" for="receipts">"登记编号" <span class="small">"（每行一个，同一个区县，最多200个）"</span></label>
            <textarea class="input" id="receipts" name="receipts" rows="3">{textarea::words(&typed("receipts"))}</textarea>
            <fieldset class="question-set">
                <legend class="question">"要查阅的内容"</legend>
                <div class="choices">{choices}</div>
            </fieldset>
            <label class="question" for="words">"用途"</label>
            <textarea class="input" id="words" name="words" rows="2" maxlength="500">{textarea::words(&typed("words"))}</textarea>
            <label class="question" for="days">"查阅期限（天，最多30）"</label>
            <input class="input" id="days" name="days" type="number" min="1" max="30" value=days/>
            <button class="button button-main" type="submit" name=GO value="request">"提出申请"</button>
        </form>
    }
    .erase()
}
