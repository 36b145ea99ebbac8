//! `/retention/{id}`: a list of records that are to be erased, and the word of another person.

use app::addresses::retention::{self, LISTS};
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::erasure::tables::erasure_item;
use backend::erasure::{self, BatchView, carry_out, decide};
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

use super::words;
use crate::call::{Act, Call, GO, again};

pub(super) async fn show(call: Call, Path(id): Path<String>) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, parse_id(&id)?, Act::NONE).await
}

/// Approves or refuses the list. What a guardian asked for is erased at once, the others in the night.
pub(super) async fn act(call: Call, Path(id): Path<String>, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let id = parse_id(&id)?;
    let approved = match last_value(&pairs, GO) {
        "approve" => true,
        "refuse" => false,
        // Back from the proof of who it is: the button is pressed again.
        "" => return page(&call, &account, id, Act::NONE).await,
        _ => return Err(Problem::NotFound.into()),
    };
    if !account.may(Action::RetentionApprove) {
        return Err(Problem::NotFound.into());
    }
    call.caller.step_up(Action::RetentionApprove).await?;
    match decided(&call, &account, id, approved).await {
        Ok(message) => call.done(&retention::list(&id.to_string()), message),
        Err(refusal) => page(&call, &account, id, Act::refused(&again(refusal)?)).await,
    }
}

async fn decided(call: &Call, account: &Account, id: Uuid, approved: bool) -> Result<&'static str, Refusal> {
    let batch = decide(call.store(), account, id, approved).await?;
    if !approved {
        return Ok("未同意，这些登记都保留。");
    }
    if batch.origin == "request" {
        carry_out(call.store(), &batch, &account.actor()).await?;
        return Ok("已同意，登记已删除。请打印删除证明留存。");
    }
    Ok("已同意，今晚删除。")
}

async fn page(call: &Call, account: &Account, id: Uuid, act: Act<'_>) -> Result<Response, Refusal> {
    let shown = erasure::one(call.store(), account, id).await?;
    let content = view! {
        {facts(&shown)}
        {counts(&shown)}
        {shown.decides.then(|| deciding(id))}
        {items(&shown.items)}
        <p><a href=LISTS>"回到清单"</a></p>
    };
    Ok(call.page("到期删除清单", &account.view(), act, content.erase()))
}

fn facts(shown: &BatchView) -> AnyView {
    let BatchView { batch, reason, own, .. } = shown;
    let decided = batch.decided_at.map(|at| format!("{} {}", batch.decider, time::moment(at)));
    let done = (batch.state == "done").then(|| {
        view! { <p><a class="button" href=retention::certificate(&batch.id.to_string())>"删除证明"</a></p> }
    });
    let waits = (*own && batch.state == "proposed").then_some("您本人提请的，由另一人审批。");
    view! {
        <section class="card">
            <h2>{batch.number.clone()} " " <span class="tag">{words::state(batch)}</span></h2>
            <dl class="facts">
                <div><dt>"原因"</dt><dd>{words::origin(batch)}</dd></div>
                <div><dt>"提出"</dt><dd>{batch.asker.clone()} " " {time::moment(batch.made_at)}</dd></div>
                {(!reason.is_empty()).then(|| view! { <div><dt>"说明"</dt><dd>{reason.clone()}</dd></div> })}
                {decided.map(|words| view! { <div><dt>"审批"</dt><dd>{words}</dd></div> })}
                <div><dt>"审批期限"</dt><dd>{time::moment(batch.ends_at)}</dd></div>
            </dl>
            {waits.map(|words| view! { <p class="small">{words}</p> })}
            {done}
        </section>
    }
    .erase()
}

/// How many by rule and unit.
fn counts(shown: &BatchView) -> AnyView {
    let rows: Vec<_> = shown
        .counts
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <td data-label="乡镇（街道）">{words::township(&one.township_code)}</td>
                    <td data-label="种类">{words::rule(&one.rule)}</td>
                    <td data-label="情况">{words::item(&one.state)}</td>
                    <td data-label="条数">{one.count}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="card">
            <h2>"条数"</h2>
            <table class="events">
                <thead><tr><th scope="col">"乡镇（街道）"</th><th scope="col">"种类"</th><th scope="col">"情况"</th><th scope="col">"条数"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .erase()
}

fn deciding(id: Uuid) -> AnyView {
    view! {
        <form method="post" action=retention::list(&id.to_string()) class="card">
            <h2>"审批"</h2>
            <p>"同意后，清单上待删除的登记连同影像、走访和草稿一起删除，不能恢复。已经下载到手机、导出或打印的内容不在其中，请另行收回、销毁。"</p>
            <div class="button-row">
                <button class="button button-main" type="submit" name=GO value="approve" data-ask="同意后不能恢复。同意删除吗？">"同意删除"</button>
                <button class="button" type="submit" name=GO value="refuse">"不同意"</button>
            </div>
        </form>
    }
    .erase()
}

fn items(items: &[erasure_item::Model]) -> AnyView {
    let rows: Vec<_> = items
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <td data-label="登记编号">{one.receipt_no.clone()}</td>
                    <td data-label="乡镇（街道）">{words::township(&one.township_code)}</td>
                    <td data-label="种类">{words::rule(&one.rule)}</td>
                    <td data-label="到期日">{one.due_on.clone()}</td>
                    <td data-label="情况">{words::stands(one)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="card">
            <h2>"登记"</h2>
            <table class="events">
                <thead><tr><th scope="col">"登记编号"</th><th scope="col">"乡镇（街道）"</th><th scope="col">"种类"</th><th scope="col">"到期日"</th><th scope="col">"情况"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .erase()
}
