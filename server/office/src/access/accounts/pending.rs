//! `/accounts/pending`: what another person asked for and this one confirms.

use app::addresses::access::{ACCOUNTS, PENDING};
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::response::Response;
use backend::access::administration::{Administrator, Pending, confirm, confirm_reset, pending};
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;

use super::list;
use crate::call::{Act, Call, GO, again};

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    page(&call, &by, Act::NONE).await
}

/// Confirms what the pressed button names: `assignment:county:account:id` or `reset:county:account`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    let go = last_value(&pairs, GO).to_owned();
    if go.is_empty() {
        return page(&call, &by, Act::NONE).await;
    }
    call.caller.step_up(Action::AccountConfirm).await?;
    match confirmed(&call, &by, &go).await {
        Ok(()) => call.done(PENDING, "已确认。"),
        Err(refusal) => page(&call, &by, Act::refused(&again(refusal)?)).await,
    }
}

async fn confirmed(call: &Call, by: &Administrator, go: &str) -> Result<(), Refusal> {
    let parts: Vec<&str> = go.split(':').collect();
    match parts[..] {
        ["assignment", county, account, id] => {
            Ok(confirm(call.store(), by, county, parse_id(account)?, parse_id(id)?).await?)
        }
        ["reset", county, account] => Ok(confirm_reset(call.store(), by, county, parse_id(account)?).await?),
        _ => Err(Problem::NotFound.into()),
    }
}

async fn page(call: &Call, by: &Administrator, act: Act<'_>) -> Result<Response, Refusal> {
    let waiting = pending(call.store(), by).await?;
    let lines: Vec<_> = waiting.iter().map(line).collect();
    let content = view! {
        <form method="post" action=PENDING class="card">
            <p class="small">"确认前请与申请人当面或电话核对。自己提出的，不能由自己确认。72小时内没有确认的，自动失效。"</p>
            {if lines.is_empty() { view! { <p class="empty">"没有等您确认的事项。"</p> }.erase() } else { view! { <ul class="links">{lines}</ul> }.erase() }}
        </form>
        <p><a href=ACCOUNTS>"回到账号列表"</a></p>
    };
    Ok(call.page("待我确认", &by.account().view(), act, content.erase()))
}

fn line(pending: &Pending) -> AnyView {
    let (account, what, go, ask) = match pending {
        Pending::Assignment(account, duty) => (
            account,
            list::duty(duty),
            format!("assignment:{}:{}:{}", account.county, account.id, duty.assignment.id),
            format!("确认{}任{}？", account.display_name, duty.assignment.role.label()),
        ),
        Pending::Reset(account, ends_at) => (
            account,
            view! { <p>"重置登录方式，邀请有效到 " {time::moment(*ends_at)}</p> }.erase(),
            format!("reset:{}:{}", account.county, account.id),
            format!("确认{}重置登录方式？本人须当面核验身份。", account.display_name),
        ),
    };
    view! {
        <li>
            <div class="link-words">
                <p><strong>{account.display_name.clone()}</strong> " · " {account.username.clone()} " " {list::state(account.state)}</p>
                {what}
            </div>
            <button class="button button-small button-main" type="submit" name=GO value=go data-ask=ask aria-label=format!("确认：{}", account.display_name)>"确认"</button>
        </li>
    }
    .erase()
}
