//! `/retention`: the lists of a county, the periods, and the form for a guardian's request.

use app::addresses::retention::{self, HOLDS, LISTS};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use app::ui::time;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::erasure::tables::erasure_batch;
use backend::erasure::{self, Asked};
use domain::access::Action;
use domain::problem::Problem;
use domain::retention::{Goes, RULES};
use gate::{Form, Refusal, last_value};
use leptos::prelude::*;

use super::words;
use crate::call::{Act, Call, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, &[], Act::NONE).await
}

/// Asks for the erasure of a record whose guardian wants it erased.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, &typed, Act::NONE).await;
    }
    if !account.may(Action::PrivacyErase) {
        return Err(Problem::NotFound.into());
    }
    call.caller.step_up(Action::PrivacyErase).await?;
    let asked =
        Asked { receipt: last_value(&pairs, "receipt").to_owned(), reason: last_value(&pairs, "reason").to_owned() };
    match erasure::ask(call.store(), &account, &asked).await {
        Ok(number) => call.done(LISTS, &format!("已提请删除（{number}），由审批员审批后删除。")),
        Err(error) => page(&call, &account, &pairs, Act::refused(&again(error.into())?)).await,
    }
}

async fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let batches = erasure::all(call.store(), account).await?;
    let lines: Vec<_> = batches.iter().map(line).collect();
    let content = view! {
        <section class="card">
            <h2>"清单"</h2>
            <p class="small">"系统每晚02:30列出保存期限已满的登记。审批员核对后同意的，当晚删除；30天没有审批的，重新列出并提醒。"</p>
            {if lines.is_empty() { view! { <p class="empty">"现在没有到期的登记。"</p> }.erase() } else { view! { <ul class="links">{lines}</ul> }.erase() }}
            <p><a href=HOLDS>"暂缓删除"</a></p>
        </section>
        {account.may(Action::PrivacyErase).then(|| asking(typed))}
        {periods()}
    };
    Ok(call.page("到期删除", &account.view(), act, content.erase()))
}

fn line(batch: &erasure_batch::Model) -> AnyView {
    let to = retention::list(&batch.id.to_string());
    let held = (batch.held > 0).then(|| format!("，另有{}条暂缓删除", batch.held));
    view! {
        <li>
            <div class="link-words">
                <p><a href=to>{batch.number.clone()}</a> " " <span class="tag">{words::state(batch)}</span></p>
                <p>{format!("{} · {}条", words::origin(batch), batch.records)} {held}</p>
                <p class="small">{batch.asker.clone()} " " {time::moment(batch.made_at)}</p>
            </div>
        </li>
    }
    .erase()
}

fn asking(typed: &[(String, String)]) -> AnyView {
    let value = |name: &str| last_value(typed, name).to_owned();
    view! {
        <form method="post" action=LISTS class="card" data-typed="">
            <h2>"按监护人的要求删除"</h2>
            <p class="small">"只能删除已退出、不予登记或作废的登记。由审批员审批后立即删除，不能恢复。"</p>
            <label class="question" for="receipt">"登记编号"</label>
            <input class="input" id="receipt" name="receipt" maxlength="40" value=value("receipt")/>
            <label class="question" for="reason">"监护人的要求和依据"</label>
            <textarea class="input" id="reason" name="reason" rows="2" maxlength="500">{textarea::words(&value("reason"))}</textarea>
            <button class="button button-main" type="submit">"提请删除"</button>
        </form>
    }
    .erase()
}

/// How long what is kept.
fn periods() -> AnyView {
    let rows: Vec<_> = RULES
        .iter()
        .map(|rule| {
            let goes = match rule.goes {
                Goes::ByItself => "自动删除",
                Goes::Approved => "审批后删除",
                Goes::NotYet => "至少保存到期",
            };
            view! { <tr><td data-label="内容">{rule.label}</td><td data-label="起算">{rule.from}</td><td data-label="期限">{rule.period.words()}</td><td data-label="到期后">{goes}</td></tr> }
        })
        .collect();
    view! {
        <section class="card">
            <h2>"保存期限"</h2>
            <table class="events">
                <thead><tr><th scope="col">"内容"</th><th scope="col">"起算"</th><th scope="col">"期限"</th><th scope="col">"到期后"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .erase()
}
