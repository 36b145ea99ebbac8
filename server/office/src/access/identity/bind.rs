//! `/me/identity`: the own account is bound to who its owner is at a provider. It is posted, after a fresh proof, so that no other
//! site brings it about; the page then leads to the provider.

use app::addresses::access::{ME, MY_IDENTITY};
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use axum::response::{IntoResponse, Response};
use backend::access::accounts::Account;
use backend::access::identity::{self as identities, Purpose};
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;

use super::FLOW;
use crate::call::{Act, Call, GO, again};

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, None, Act::NONE).await
}

/// Begins to bind: `bind:county:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    match begun(&call, &account, last_value(&pairs, GO)).await {
        Ok(response) => Ok(response),
        Err(refusal) => page(&call, &account, None, Act::refused(&again(refusal)?)).await,
    }
}

async fn begun(call: &Call, account: &Account, go: &str) -> Result<Response, Refusal> {
    let parts: Vec<&str> = go.split(':').collect();
    let ["bind", county, id] = parts[..] else { return Err(Problem::NotFound.into()) };
    call.caller.step_up(Action::SelfFactor).await?;
    let started = identities::begin(call.store(), county, parse_id(id)?, Purpose::Bind(account.id())).await?;
    let flow = FLOW.put(&call.headers, &call.office.cookie_keys, call.now(), &started.flow)?;
    Ok((flow, page(call, account, Some(started.url), Act::NONE).await?).into_response())
}

async fn page(call: &Call, account: &Account, to: Option<String>, act: Act<'_>) -> Result<Response, Refusal> {
    let lines: Vec<_> = identities::of_account(call.store(), account)
        .await?
        .into_iter()
        .map(|(line, bound)| {
            let go = format!("bind:{}:{}", line.county, line.id);
            let state = if bound {
                view! { <span class="tag tag-done">{Icon::Check.view()} "已绑定"</span> }.erase()
            } else {
                view! { <button class="button button-small" type="submit" name=GO value=go>"绑定"</button> }.erase()
            };
            view! { <li><div class="link-words"><p><strong>{line.name}</strong> "，" {line.place_name.replace('/', "")}</p></div> {state}</li> }
        })
        .collect();
    let on = to.map(|to| {
        view! {
            <section class="notice notice-done" role="status" id="on">
                <p>{Icon::Done.view()} " 请到统一登录确认是您本人，十分钟内有效。"</p>
                <p><a class="button button-main" href=to>"前往统一登录"</a></p>
            </section>
        }
    });
    let content = view! {
        {on}
        <form method="post" action=MY_IDENTITY class="card">
            <p>"绑定后从统一登录进入，不再用本系统的密码。换绑要由账号管理员重置登录方式。"</p>
            {if lines.is_empty() {
                view! { <p class="empty">"您的单位还没有设置统一登录。"</p> }.erase()
            } else {
                view! { <ul class="links">{lines}</ul> }.erase()
            }}
        </form>
        <p><a href=ME>"回到我的账号"</a></p>
    };
    Ok(call.page("统一登录", &account.view(), act, content.erase()))
}
