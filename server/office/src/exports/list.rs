//! `/exports`: what one asked for and can fetch, what waits for the own word, and the form.

use app::addresses::exports::LIST;
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use backend::access::accounts::{Account, Reviewer};
use backend::exports::{self, Format, Line, State, decide, fetch, own, request, waiting};
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;

use super::form;
use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    page(&call, &account, &[], Act::NONE).await
}

/// Does what the pressed button says: `request`, `approve:id`, `refuse:id`, `fetch:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, &typed, Act::NONE).await;
    }
    match done(&call, &account, &pairs).await {
        Ok(answer) => Ok(answer),
        // Nothing was typed that could be put right: the file, or another person's export.
        Err(refusal) if !matches!(refusal.problem, Problem::Invalid { .. }) => Err(refusal),
        Err(refusal) => page(&call, &account, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn allowed(call: &Call) -> Result<Account, Refusal> {
    let account = call.caller.account().await?;
    if account.role().takes_out() { Ok(account) } else { Err(Problem::NotFound.into()) }
}

async fn done(call: &Call, account: &Account, pairs: &Pairs) -> Result<Response, Refusal> {
    let store = call.store();
    let (verb, id) = last_value(pairs, GO).split_once(':').unwrap_or((last_value(pairs, GO), ""));
    match verb {
        "request" => {
            let reviewer = call.caller.reviewer().await?;
            let asked = request(store, &reviewer, &form::read(pairs)).await?;
            let exports::Requested { number, rows, waits, .. } = asked;
            let next = if waits { "由另一人审批后领取" } else { "请在24小时内领取" };
            call.done(LIST, &format!("已提出导出申请{number}，共{rows}条，{next}。"))
        }
        "approve" | "refuse" => {
            call.caller.step_up(Action::ExportApprove).await?;
            decide(store, account, parse_id(id)?, verb == "approve").await?;
            call.done(LIST, if verb == "approve" { "已同意，申请人可以在24小时内领取。" } else { "未同意。" })
        }
        "fetch" => {
            let reviewer = call.caller.reviewer().await?;
            call.caller.step_up(Action::ExportFetch).await?;
            Ok(file(fetch(store, &reviewer, parse_id(id)?).await?))
        }
        _ => Err(Problem::NotFound.into()),
    }
}

fn file(file: exports::File) -> Response {
    let kind = match file.format {
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Csv => "text/csv; charset=utf-8",
    };
    let name = format!("attachment; filename=\"{}.{}\"", file.number, file.format.code());
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], file.bytes).into_response()
}

async fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let to_decide = match waiting(call.store(), account).await {
        Ok(lines) => Some(lines),
        Err(error) if error.problem() == Some(&Problem::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let asks = match account.may(Action::ExportRequest) {
        true => Some(asking(call, typed).await?),
        false => None,
    };
    let content = view! {
        {to_decide.map(|lines| card("待审批的导出", "没有待审批的导出。", &lines, call.now()))}
        {asks}
    };
    Ok(call.page("导出", &account.view(), act, content.erase()))
}

async fn asking(call: &Call, typed: &[(String, String)]) -> Result<AnyView, Refusal> {
    let reviewer: Reviewer = call.caller.reviewer().await?;
    let lines = own(call.store(), &reviewer).await?;
    let view = view! { {card("我申请的导出", "还没有申请过。", &lines, call.now())} {form::form(&reviewer, typed)} };
    Ok(view.erase())
}

fn card(title: &'static str, none: &'static str, lines: &[Line], now: i64) -> AnyView {
    let shown: Vec<_> = lines.iter().map(|one| line(one, now)).collect();
    view! {
        <form method="post" action=LIST class="card">
            <h2>{title}</h2>
            {if shown.is_empty() { view! { <p class="empty">{none}</p> }.erase() } else { view! { <ul class="links">{shown}</ul> }.erase() }}
        </form>
    }
    .erase()
}

fn line(one: &Line, now: i64) -> AnyView {
    let id = one.row.id.to_string();
    let button = |verb: &str, words: &'static str, main: bool| {
        let class = if main { "button button-small button-main" } else { "button button-small" };
        view! { <button class=class type="submit" name=GO value=format!("{verb}:{id}") aria-label=format!("{words}：{}", one.row.number)>{words}</button> }
    };
    let open = one.state == State::Approved && one.row.ends_at > now;
    let buttons = match one.state {
        State::Asked if !one.own => {
            Some(view! { {button("approve", "同意", true)} " " {button("refuse", "不同意", false)} }.erase())
        }
        State::Approved if one.own && open => Some(button("fetch", "领取文件", true).erase()),
        _ => None,
    };
    let stands = if one.over { "过期没有领取，已作废" } else { one.state.label() };
    let until = open.then(|| format!("，{}前领取", time::moment(one.row.ends_at)));
    let waits = (one.own && one.state == State::Asked).then_some("，由另一人审批");
    view! {
        <li>
            <div class="link-words">
                <p><strong>{one.row.number.clone()}</strong> " " <span class="tag">{stands}</span> {until} {waits}</p>
                <p>{format!("{} · {}条 · {} · 内容：{}", one.row.asker, one.row.rows, one.format.label(), one.groups.join("、"))}</p>
                <p class="said">{format!("{}：{}", one.purpose.label(), one.words)}</p>
                <p class="small">{scope(one)} " · " {time::moment(one.row.asked_at)}</p>
            </div>
            <div class="button-row">{buttons}</div>
        </li>
    }
    .erase()
}

/// Which records, in words.
fn scope(one: &Line) -> String {
    let filter = &one.filter;
    let parts = [
        Some(filter.state.map_or("全部在册", |state| state.label()).to_owned()),
        filter.form.map(|form| form.label().to_owned()),
        filter.class.map(|class| class.label().to_owned()),
        filter.village.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("、")
}
