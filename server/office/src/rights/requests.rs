//! `/requests`: what guardians asked for, with the answer; to the approver what is overdue.

use app::addresses::grants;
use app::addresses::rights::{CALENDAR, MEASURES, NOTICES, REQUESTS};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use app::ui::time;
use axum::response::{IntoResponse as _, Redirect, Response};
use backend::access::accounts::Account;
use backend::rights::{Answer, RequestKind, RequestState, WaitingRequest, handle, take_up, waiting};
use domain::access::Action;
use domain::problem::Problem;
use domain::values::date::chinese;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, &[], Act::NONE).await
}

/// Does what the pressed button says: `open:id` the record, `answer:id`, `refuse:id`, `erase:id`, `confirm:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    if !account.may(Action::PrivacyHandle) {
        return Err(Problem::NotFound.into());
    }
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, &typed, Act::NONE).await;
    }
    match done(&call, &account, &pairs).await {
        Ok(answer) => Ok(answer),
        Err(refusal) => page(&call, &account, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, account: &Account, pairs: &Pairs) -> Result<Response, Refusal> {
    let (verb, id) = last_value(pairs, GO).split_once(':').ok_or(Problem::NotFound)?;
    let id = parse_id(id)?;
    if verb == "open" {
        let record = take_up(call.store(), account, id).await?;
        return Ok(Redirect::to(&grants::record(&record.to_string())).into_response());
    }
    let (answer, message) = match verb {
        "answer" => (Answer::Answered, "已答复，家长在“我的孩子”里可以看到。"),
        "refuse" => (Answer::Refused, "已答复不予办理，家长在“我的孩子”里可以看到。"),
        "erase" => (Answer::Erase, "已提出删除，待另一位负责人确认。"),
        "confirm" => (Answer::ConfirmErasure, "已确认删除，将按删除程序办理。"),
        _ => return Err(Problem::NotFound.into()),
    };
    if matches!(answer, Answer::Erase | Answer::ConfirmErasure) {
        call.caller.step_up(Action::PrivacyErase).await?;
    }
    handle(call.store(), account, id, answer, last_value(pairs, &input_of(id))).await?;
    call.done(REQUESTS, message)
}

/// The name of the input with the answer to a request.
fn input_of(id: impl std::fmt::Display) -> String {
    format!("words-{id}")
}

async fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let waiting = waiting(call.store(), account).await?;
    let lines: Vec<_> = waiting.requests.iter().map(|one| line(one, waiting.answers, typed)).collect();
    let (intro, none) = if waiting.answers {
        (
            "家长提出的请求，要在15个工作日内答复（《个人信息保护法》第五十条）。看登记内容前请点“查看登记”，查看会记入审计日志，家长也能看到。",
            "没有待办的请求。",
        )
    } else {
        ("下面是已经超过答复期限的请求，请督促儿童个人信息保护负责人办理。", "没有超期的请求。")
    };
    let none = lines.is_empty().then(|| view! { <p class="empty">{none}</p> });
    let ways = waiting.answers.then(|| {
        view! {
            <p>
                <a class="button button-small" href=CALENDAR>"工作日历"</a> " "
                <a class="button button-small" href=MEASURES>"保护措施"</a> " "
                {account.may(Action::NoticePublish).then(|| view! { <a class="button button-small" href=NOTICES>"告知书"</a> })}
            </p>
        }
    });
    let content = view! {
        <form method="post" action=REQUESTS class="card" data-typed="">
            <h2>{format!("待办（{}）", lines.len())}</h2>
            <p class="small">{intro}</p>
            {none}
            <ul class="links">{lines}</ul>
        </form>
        {ways}
    };
    Ok(call.page("个人信息请求", &account.view(), act, content.erase()))
}

fn line(one: &WaitingRequest, answers: bool, typed: &[(String, String)]) -> AnyView {
    let due = chinese(one.due_on);
    let (class, due) = if one.overdue {
        ("tag tag-attention", format!("应在{due}前答复，已超期"))
    } else {
        ("tag", format!("请在{due}前答复"))
    };
    let of = match (&one.receipt_no, one.record) {
        (Some(number), Some(state)) => format!("登记编号{number}（{}）", state.label()),
        _ => "还没有提交的登记".to_owned(),
    };
    let asked = one.words.as_ref().map(|words| words.asked.clone()).filter(|words| !words.is_empty());
    let proposed = one.words.as_ref().filter(|_| one.state == RequestState::ErasureProposed);
    let proposed = proposed.map(|words| view! { <p>"已提出删除，给家长的答复：" {words.answer.clone()}</p> });
    let identity = (one.kind == RequestKind::Identity).then(|| {
        view! { <p>"登记中监护资格被撤销的家长要求核验身份，系统没有放行，也没有说明原因。请核实情况，由人工决定怎样答复，处理后写明结果。"</p> }
    });
    view! {
        <li>
            <div class="link-words">
                <p><strong>{one.kind.label()}</strong> " " <span class="small">{time::moment(one.asked_at)}</span> " " <span class=class>{due}</span></p>
                <p>{of}</p>
                {asked.map(|words| view! { <p class="said">{words}</p> })}
                {identity}
                {proposed}
            </div>
            {answers.then(|| controls(one, typed))}
        </li>
    }
    .erase()
}

/// The buttons of a request that this person answers.
fn controls(one: &WaitingRequest, typed: &[(String, String)]) -> AnyView {
    let id = one.id.to_string();
    let name = input_of(&id);
    let said = last_value(typed, &name).to_owned();
    let button = |verb: &str, words: &'static str, main: bool| {
        let class = if main { "button button-small button-main" } else { "button button-small" };
        let value = format!("{verb}:{id}");
        view! { <button class=class type="submit" name=GO value=value>{words}</button> }.erase()
    };
    let open = one.record.is_some().then(|| button("open", "查看登记", false));
    if one.state == RequestState::ErasureProposed {
        let confirm = (!one.own).then(|| button("confirm", "确认删除", true));
        let own = one.own.then(|| view! { <p class="small">"您本人提出删除的，由另一位负责人确认。"</p> });
        return view! {
            <div class="stack-tight">
                {own}
                <label class="sub">"不同意删除的，写明理由" <textarea class="input" name=name rows="2" maxlength="1000">{textarea::words(&said)}</textarea></label>
                <div class="button-row">{open} {confirm} {button("refuse", "不予办理", false)}</div>
            </div>
        }
        .erase();
    }
    let erase = (one.kind == RequestKind::Erase).then(|| button("erase", "同意删除", false));
    view! {
        <div class="stack-tight">
            <label class="sub">"给家长的答复" <textarea class="input" name=name rows="2" maxlength="1000">{textarea::words(&said)}</textarea></label>
            <div class="button-row">{open} {button("answer", "答复", true)} {erase} {button("refuse", "不予办理", false)}</div>
        </div>
    }
    .erase()
}
