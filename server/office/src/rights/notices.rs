//! `/notices`: the notices of a county, version by version: proposed by one person, published by another.

use app::addresses::rights::{NOTICES, REQUESTS};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::consent::{self, LAWFUL_BASIS, NewVersion, NoticeKind, Published, VersionState};
use domain::access::Action;
use domain::problem::Problem;
use domain::values::date::chinese;
use domain::view::notice::NoticeView;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    page(&call, &account, &[], Act::NONE).await
}

/// Does what the pressed button says: `propose`, `confirm:id`, `decline:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, &typed, Act::NONE).await;
    }
    call.caller.step_up(Action::NoticePublish).await?;
    match done(&call, &account, &pairs).await {
        Ok(message) => call.done(NOTICES, message),
        Err(refusal) => page(&call, &account, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, account: &Account, pairs: &Pairs) -> Result<&'static str, Refusal> {
    let (store, value) = (call.store(), |name: &str| last_value(pairs, name).to_owned());
    let go = value(GO);
    match go.split_once(':') {
        Some(("confirm", id)) => {
            consent::confirm(store, account, parse_id(id)?).await?;
            Ok("已发布。到了开始日期，家长看到的就是这一版；已经登记的，下次打开时会再问一次。")
        }
        Some(("decline", id)) => {
            consent::decline(store, account, parse_id(id)?).await?;
            Ok("已退回，没有发布。")
        }
        None if go == "propose" => {
            let new = NewVersion { kind: value("kind"), text: value("text"), valid_from: value("valid_from") };
            consent::propose(store, account, &new).await?;
            Ok("已提出，请另一位负责人在72小时内确认。")
        }
        _ => Err(Problem::NotFound.into()),
    }
}

async fn allowed(call: &Call) -> Result<Account, Refusal> {
    let account = call.caller.account().await?;
    if account.may(Action::NoticePublish) { Ok(account) } else { Err(Problem::NotFound.into()) }
}

async fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let versions = consent::versions(call.store(), account).await?;
    let (waiting, others): (Vec<_>, Vec<_>) =
        versions.iter().partition(|version| version.state == VersionState::Proposed);
    let waiting: Vec<_> = waiting.into_iter().map(proposed).collect();
    let others: Vec<_> = others.into_iter().map(settled).collect();
    let now = consent::in_force(call.store(), account.county_code()).await?;
    let content = view! {
        {(!waiting.is_empty()).then(|| view! { <form method="post" action=NOTICES class="card"><h2>"待确认"</h2><ul class="links">{waiting}</ul></form> })}
        <section class="card">
            <h2>"现在家长看到的告知书"</h2>
            <details><summary>{format!("版本 {}", now.version)}</summary>{text(&now)}</details>
        </section>
        {proposal(&now, typed)}
        {(!others.is_empty()).then(|| view! { <section class="card"><h2>"各个版本"</h2><ul class="links">{others}</ul></section> })}
        {basis()}
        <p><a href=REQUESTS>"回到个人信息请求"</a></p>
    };
    Ok(call.page("告知书", &account.view(), act, content.erase()))
}

fn title(one: &Published) -> String {
    format!("{}，版本 {}，{}起", one.kind.label(), one.notice.version, chinese(one.valid_from))
}

fn proposed(one: &Published) -> AnyView {
    let buttons = (!one.own).then(|| {
        view! {
            <div class="button-row">
                <button class="button button-small button-main" type="submit" name=GO value=format!("confirm:{}", one.id)>"确认发布"</button>
                <button class="button button-small" type="submit" name=GO value=format!("decline:{}", one.id)>"退回"</button>
            </div>
        }
    });
    let own = one.own.then(|| view! { <p class="small">"您本人提出的，由另一位负责人确认。"</p> });
    view! {
        <li>
            <div class="link-words">
                <p><strong>{title(one)}</strong> " " <span class="small">{format!("{}提出", one.proposed_by)}</span></p>
                <details><summary>"看内容"</summary>{text(&one.notice)}</details>
                {own}
            </div>
            {buttons}
        </li>
    }
    .erase()
}

fn settled(one: &Published) -> AnyView {
    let by = if one.confirmed_by.is_empty() {
        format!("{}提出", one.proposed_by)
    } else {
        format!("{}提出，{}确认", one.proposed_by, one.confirmed_by)
    };
    view! {
        <li>
            <div class="link-words">
                <p><strong>{title(one)}</strong> " " <span class="tag">{one.state.label()}</span> " " <span class="small">{by}</span></p>
                <details><summary>"看内容"</summary>{text(&one.notice)}</details>
            </div>
        </li>
    }
    .erase()
}

fn text(notice: &NoticeView) -> AnyView {
    let passages = notice.passages.iter().map(|passage| {
        let lines = passage.text.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
        view! { <section><h3>{passage.title.clone()}</h3>{lines}</section> }
    });
    let agreed = (!notice.sensitive.is_empty()).then(|| view! { <p>"单独同意：" {notice.sensitive.clone()}</p> });
    view! { <div class="notice-text">{passages.collect_view()} {agreed}</div> }.erase()
}

/// The form for a new version; it begins with the text of now, so that what changes is small.
fn proposal(now: &NoticeView, typed: &[(String, String)]) -> AnyView {
    let before = backend::notice::as_text(&now.passages, &now.sensitive);
    let chosen = last_value(typed, "kind").to_owned();
    let value = |name: &str| last_value(typed, name).to_owned();
    let text = if typed.is_empty() { before } else { value("text") };
    let kinds: Vec<_> = NoticeKind::ALL
        .iter()
        .map(|kind| {
            let picked = if chosen.is_empty() { *kind == NoticeKind::Notice } else { chosen == kind.code() };
            view! { <option value=kind.code() selected=picked>{kind.label()}</option> }
        })
        .collect();
    view! {
        <form method="post" action=NOTICES class="card" data-typed="">
            <h2>"提出新的版本"</h2>
            <label class="question" for="kind">"哪一种"</label>
            <select class="input" id="kind" name="kind">{kinds}</select>
            <label class="question" for="text">"内容"</label>
            <p class="small">"每一部分先写标题，标题前加“# ”，下一行起写正文。最后一行写家长要单独同意的话，前面也加“# ”。“{unit}”会换成登记单位的名称。"</p>
            <textarea class="input" id="text" name="text" rows="16" maxlength="20000">{textarea::words(&text)}</textarea>
            <label class="question" for="valid_from">"从哪天开始使用" <span class="small">"（例如2027-01-01；不填就是今天）"</span></label>
            <input class="input" id="valid_from" name="valid_from" maxlength="20" value=value("valid_from") autocomplete="off"/>
            <p class="small">"由另一位负责人确认后才发布。发布过的版本不能修改，以前的同意和撤回都会保留。"</p>
            <button class="button button-main" type="submit" name=GO value="propose">"提出"</button>
        </form>
    }
    .erase()
}

/// On what each use rests.
fn basis() -> AnyView {
    let rows: Vec<_> = LAWFUL_BASIS
        .iter()
        .map(|line| {
            let groups: Vec<&str> = line.groups.iter().map(|group| group.label()).collect();
            view! {
                <tr>
                    <td>{line.purpose}</td>
                    <td>{groups.join("、")}</td>
                    <td>{line.basis.label()}</td>
                    <td>{line.clause}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="card">
            <h2>"处理依据"</h2>
            <table>
                <thead><tr><th>"目的"</th><th>"内容"</th><th>"依据"</th><th>"条文"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .erase()
}
