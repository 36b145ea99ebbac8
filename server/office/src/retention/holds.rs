//! `/holds`: what is kept from every erasure (暂缓删除). One person places a hold, two lift it.

use app::addresses::retention::{HOLDS, LISTS};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use app::ui::time;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::erasure::holds::{self, Asked, Hold};
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, &[], Act::NONE).await
}

/// Does what the pressed button says: `place`, `ask:id`, `lift:id`, `keep:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, &typed, Act::NONE).await;
    }
    match done(&call, &account, &pairs).await {
        Ok(message) => call.done(HOLDS, &message),
        Err(refusal) => page(&call, &account, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, account: &Account, pairs: &Pairs) -> Result<String, Refusal> {
    let store = call.store();
    let (verb, id) = last_value(pairs, GO).split_once(':').unwrap_or((last_value(pairs, GO), ""));
    match verb {
        "place" => {
            let typed = |name: &str| last_value(pairs, name).to_owned();
            let asked = Asked { scope: typed("scope"), reason: typed("reason"), until: typed("until") };
            let number = holds::place(store, account, &asked).await?;
            Ok(format!("已暂缓删除（{number}）。"))
        }
        "ask" => {
            holds::ask_lift(store, account, parse_id(id)?, last_value(pairs, &input_of(id))).await?;
            Ok("已提出解除，由另一人确认。".to_owned())
        }
        "lift" | "keep" => {
            holds::lift(store, account, parse_id(id)?, verb == "lift").await?;
            Ok(if verb == "lift" { "已解除暂缓删除。" } else { "未同意解除，继续暂缓删除。" }.to_owned())
        }
        _ => Err(Problem::NotFound.into()),
    }
}

/// The name of the input with the words for a hold.
fn input_of(id: &str) -> String {
    format!("lift-{id}")
}

async fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let holds = holds::all(call.store(), account).await?;
    let lines: Vec<_> = holds.iter().map(|hold| line(account, hold, typed)).collect();
    let value = |name: &str| last_value(typed, name).to_owned();
    let content = view! {
        <form method="post" action=HOLDS class="card" data-typed="">
            <h2>"已暂缓的"</h2>
            {if lines.is_empty() { view! { <p class="empty">"现在没有。"</p> }.erase() } else { view! { <ul class="links">{lines}</ul> }.erase() }}
        </form>
        <form method="post" action=HOLDS class="card" data-typed="">
            <h2>"暂缓删除"</h2>
            <p class="small">"案件、投诉、审计还没有办完的，先不删除。到期删除和按监护人要求删除都会跳过。"</p>
            <label class="question" for="scope">"登记编号，或乡镇（街道）、区县的区划代码"</label>
            <input class="input" id="scope" name="scope" maxlength="40" value=value("scope")/>
            <label class="question" for="reason">"原因"</label>
            <textarea class="input" id="reason" name="reason" rows="2" maxlength="500">{textarea::words(&value("reason"))}</textarea>
            <label class="question" for="until">"截止日期" <span class="small">"（不填表示长期）"</span></label>
            <input class="input" id="until" name="until" type="date" value=value("until")/>
            <button class="button button-main" type="submit" name=GO value="place">"暂缓删除"</button>
        </form>
        <p><a href=LISTS>"回到清单"</a></p>
    };
    Ok(call.page("暂缓删除", &account.view(), act, content.erase()))
}

fn line(account: &Account, hold: &Hold, typed: &[(String, String)]) -> AnyView {
    let row = &hold.row;
    let id = row.id.to_string();
    let state = match row.state.as_str() {
        "lifted" => "已解除",
        _ if hold.over => "已到截止日期",
        "lifting" => "待确认解除",
        _ => "暂缓中",
    };
    let until = if row.until_on.is_empty() { "长期".to_owned() } else { format!("到{}", row.until_on) };
    let button = |verb: &str, words: &'static str| {
        view! { <button class="button button-small" type="submit" name=GO value=format!("{verb}:{id}") aria-label=format!("{words}：{}", row.number)>{words}</button> }
    };
    let act = match row.state.as_str() {
        "placed" => {
            let name = input_of(&id);
            let said = last_value(typed, &name).to_owned();
            Some(view! {
                <div class="stack-tight">
                    <label class="sub">"可以解除的原因" <input class="input" name=name maxlength="500" value=said/></label>
                    {button("ask", "提出解除")}
                </div>
            }.erase())
        }
        "lifting" if hold.own => Some(view! { <p class="small">"您本人提出的，由另一人确认。"</p> }.erase()),
        "lifting" if account.may(Action::HoldLift) => {
            Some(view! { <div class="button-row">{button("lift", "解除")} {button("keep", "不解除")}</div> }.erase())
        }
        _ => None,
    };
    let lift = (!row.lift_asker.is_empty()).then(|| {
        view! { <p class="said">{format!("{}：{}", row.lift_asker, hold.words.lift)}</p> }
    });
    view! {
        <li>
            <div class="link-words">
                <p><strong>{row.number.clone()}</strong> " " <span class="tag">{state}</span> {format!(" {} · {until}", row.shown)}</p>
                <p class="said">{hold.words.reason.clone()}</p>
                <p class="small">{row.placer.clone()} " " {time::moment(row.placed_at)}</p>
                {lift}
            </div>
            {act}
        </li>
    }
    .erase()
}
