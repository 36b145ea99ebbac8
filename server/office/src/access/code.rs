//! `/sign-in/code`: the second step of signing in. Whoever must have a second factor and has none sets it up here, before any
//! other page.

use app::addresses::access::{CODE, SIGN_OUT};
use app::local_path::local_path;
use app::ui::erase::Erase as _;
use app::wire::sessions::after;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use backend::access::accounts::Account;
use backend::access::factors::{self, passkeys};
use domain::problem::Problem;
use gate::{Form, Refusal, last_value};
use leptos::prelude::*;

use super::own::{self, generator};
use super::passkey;
use super::sign_in::{Asked, address};
use crate::call::Call;
use crate::carried::{given_back, hidden, lead_back};
use crate::frame::failed;

pub(super) async fn show(call: Call, Query(Asked { next }): Query<Asked>) -> Result<Response, Refusal> {
    let account = call.caller.half_signed_in().await?;
    page(&call, &account, &next, &[], None).await
}

/// Checks the code and leads on, or begins the generator of somebody who has none.
pub(super) async fn act(
    call: Call,
    Query(Asked { next }): Query<Asked>,
    Form(pairs): Form,
) -> Result<Response, Refusal> {
    let account = call.caller.half_signed_in().await?;
    if !pairs.iter().any(|(name, _)| ["code", "begin", "ceremony", passkey::PASSKEY].contains(&name.as_str())) {
        // Led here from a page that was interrupted, with what was typed there.
        return page(&call, &account, &next, &pairs, None).await;
    }
    let carried = given_back(&pairs);
    if passkey::asks(&pairs, passkey::ASK) || passkey::asks(&pairs, passkey::ENROL) {
        return ask(&call, &account, &next, &carried.unwrap_or_default()).await;
    }
    if pairs.iter().any(|(name, _)| name == "begin") {
        factors::begin(call.store(), &account).await?;
        return page(&call, &account, &next, &carried.unwrap_or_default(), None).await;
    }
    let code = last_value(&pairs, "code");
    let enrolled = factors::of(call.store(), &account).await?.any();
    let shown = match (enrolled, passkey::answered(&pairs)) {
        (true, Some(shown)) => call.caller.show_passkey(shown).await.map(|_| None),
        (true, None) => call.caller.show_code(code).await.map(|_| None),
        (false, Some(shown)) => call.caller.enrol_passkey(shown, last_value(&pairs, "name")).await.map(Some),
        (false, None) => call.caller.confirm_generator(code).await.map(Some),
    };
    match shown {
        Ok(Some(codes)) => Ok(generator::recovery_page(&call, &codes, &after(&next, account.role()))),
        Ok(None) => Ok(lead_back(&after(&next, account.role()), carried.is_some()).into_response()),
        Err(refusal) if refusal.status().is_client_error() && refusal.problem != Problem::SignInNeeded => {
            page(&call, &account, &next, &carried.unwrap_or_default(), Some(&refusal)).await
        }
        Err(refusal) => Err(refusal),
    }
}

/// The page that asks the browser for a passkey: for one of the account, or for its first one.
async fn ask(call: &Call, account: &Account, next: &str, carried: &[(String, String)]) -> Result<Response, Refusal> {
    let here = address(CODE, local_path(next).unwrap_or_default());
    let (question, inner, button) = match passkeys::ask(call.store(), account).await? {
        Some(question) => (question, hidden(carried), "用通行密钥验证"),
        None => {
            let account = call.caller.may_enrol().await?;
            let inner = view! { {hidden(carried)} {own::passkeys::name_input()} };
            (passkeys::begin_enrolment(call.store(), &account).await?, inner.erase(), "添加通行密钥")
        }
    };
    let content = view! {
        <h1>"第二步验证"</h1>
        {passkey::form(here.clone(), &question, inner, button)}
        <p><a href=here>"改用验证码"</a></p>
    };
    Ok(call.plain("第二步验证", content.erase()))
}

async fn page(
    call: &Call,
    account: &Account,
    next: &str,
    carried: &[(String, String)],
    refused: Option<&Refusal>,
) -> Result<Response, Refusal> {
    let have = factors::of(call.store(), account).await?;
    let enrolled = have.any();
    let setup = if enrolled { None } else { factors::setup(call.store(), account).await? };
    let next = local_path(next).unwrap_or_default();
    let begins = !enrolled && setup.is_none();
    let content = view! {
        <h1>"第二步验证"</h1>
        <form method="post" action=address(CODE, next) class="card">
            {hidden(carried)}
            {failed(refused.map(|refusal| refusal.problem.message()))}
            {begins.then(|| view! {
                <p>"您的角色能看到孩子的信息，登录时除密码外还要第二步验证。第一次请先设置，大约两分钟。"</p>
                {passkeys::offered(call.store()).then(|| view! {
                    <p class="small">"这台电脑或手机能用指纹、面容、锁屏密码或安全密钥的，设通行密钥最省事。"</p>
                    <button class="button button-main button-wide" type="submit" name=passkey::PASSKEY value=passkey::ENROL>"设置通行密钥"</button>
                })}
                <p class="small">"用验证码的，请先在手机上装一个验证器（身份验证器），手机自带的或任何支持TOTP的都可以。"</p>
                <button class="button button-wide" type="submit" name="begin" value="1">"设置验证器"</button>
            })}
            {setup.map(|setup| generator::steps(&setup))}
            {(have.passkeys > 0).then(|| passkey::ask_button("用通行密钥验证"))}
            {(!begins).then(|| generator::code_input(enrolled))}
        </form>
        <form method="post" action=SIGN_OUT><button class="button button-quiet" type="submit">"换一个账号登录"</button></form>
    };
    let status = refused.map_or(StatusCode::OK, Refusal::status);
    Ok((status, call.plain("第二步验证", content.erase())).into_response())
}
