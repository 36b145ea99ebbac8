//! `/me/verify`: a fresh proof of who it is, before an act that asks for one. What was typed goes along, and is done by
//! pressing its button again.

use app::addresses::access::{ME, VERIFY};
use app::local_path::local_path;
use app::ui::erase::Erase as _;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use backend::access::factors::{self, passkeys};
use gate::{Form, Refusal};
use leptos::prelude::*;

use super::generator;
use crate::access::passkey;
use crate::access::sign_in::{Asked, address};
use crate::call::{Act, Call, again};
use crate::carried::{given_back, hidden, lead_back};

pub(super) async fn show(call: Call, Query(Asked { next }): Query<Asked>) -> Result<Response, Refusal> {
    page(&call, &next, &[], Act::NONE).await
}

/// Checks what was typed and leads back.
pub(super) async fn act(
    call: Call,
    Query(Asked { next }): Query<Asked>,
    Form(pairs): Form,
) -> Result<Response, Refusal> {
    if passkey::asks(&pairs, passkey::ASK) {
        return ask(&call, &next, &given_back(&pairs).unwrap_or_default()).await;
    }
    if let Some(shown) = passkey::answered(&pairs) {
        let proved = call.caller.prove_by_passkey(shown).await;
        return done(&call, &next, &pairs, proved).await;
    }
    let Some((_, proof)) = pairs.iter().find(|(name, _)| ["code", "proof"].contains(&name.as_str())) else {
        return page(&call, &next, &pairs, Act::NONE).await;
    };
    let proved = call.caller.prove(proof).await;
    done(&call, &next, &pairs, proved).await
}

async fn done(
    call: &Call,
    next: &str,
    pairs: &[(String, String)],
    proved: Result<(), Refusal>,
) -> Result<Response, Refusal> {
    let carried = given_back(pairs);
    match proved {
        Ok(()) => {
            let to = local_path(next).unwrap_or(ME);
            Ok(lead_back(to, carried.is_some()).into_response())
        }
        Err(refusal) => page(call, next, &carried.unwrap_or_default(), Act::refused(&again(refusal)?)).await,
    }
}

/// The page that asks the browser for a passkey.
async fn ask(call: &Call, next: &str, carried: &[(String, String)]) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let Some(question) = passkeys::ask(call.store(), &account).await? else {
        return page(call, next, carried, Act::NONE).await;
    };
    let here = address(VERIFY, local_path(next).unwrap_or_default());
    let content = passkey::form(here, &question, hidden(carried), "用通行密钥验证");
    Ok(call.page("再验证一次", &account.view(), Act::NONE, content))
}

async fn page(call: &Call, next: &str, carried: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let have = factors::of(call.store(), &account).await?;
    let proof = if have.any() {
        generator::code_input(true)
    } else {
        view! {
            <label class="question" for="proof">"密码"</label>
            <input class="input" id="proof" name="proof" type="password" required maxlength="250" autocomplete="current-password"/>
            <button class="button button-main button-wide" type="submit">"确认"</button>
        }
        .erase()
    };
    let content = view! {
        <form method="post" action=address(VERIFY, local_path(next).unwrap_or_default()) class="card">
            <p>"下面要办的事关系到别人的权限或孩子的信息，请再验证一次是您本人。验证后回到刚才的页面，您写的内容还在，请核对后再点一次。"</p>
            {hidden(carried)}
            {(have.passkeys > 0).then(|| passkey::ask_button("用通行密钥验证"))}
            {proof}
        </form>
    };
    Ok(call.page("再验证一次", &account.view(), act, content.erase()))
}
