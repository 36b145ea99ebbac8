//! The own passkeys: those that there are on `/me`, and `/me/passkey`, where one is added.

use app::addresses::access::{ME, PASSKEY};
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::response::Response;
use backend::Store;
use backend::access::accounts::Account;
use backend::access::factors::passkeys::{self, MOST, PasskeyLine};
use gate::{Form, Refusal, last_value};
use leptos::prelude::*;

use super::generator;
use crate::access::passkey;
use crate::call::{Act, Call, GO, again};

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    Ok(page(&call, &account, None, Act::NONE))
}

/// Asks the browser for a new passkey, or enrols the one that it made.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    match done(&call, &account, &pairs).await {
        Ok(response) => Ok(response),
        Err(refusal) => Ok(page(&call, &account, None, Act::refused(&again(refusal)?))),
    }
}

async fn done(call: &Call, account: &Account, pairs: &[(String, String)]) -> Result<Response, Refusal> {
    let Some(shown) = passkey::answered(pairs) else {
        call.caller.may_enrol().await?;
        let question = passkeys::begin_enrolment(call.store(), account).await?;
        let form = passkey::form(PASSKEY.to_owned(), &question, name_input(), "添加通行密钥");
        return Ok(page(call, account, Some(form), Act::NONE));
    };
    let codes = call.caller.enrol_passkey(shown, last_value(pairs, "name")).await?;
    if codes.is_empty() {
        call.done(ME, "已添加通行密钥。")
    } else {
        Ok(generator::recovery_page(call, &codes, ME))
    }
}

fn page(call: &Call, account: &Account, form: Option<AnyView>, act: Act<'_>) -> Response {
    let form = form.unwrap_or_else(|| {
        view! {
            <form method="post" action=PASSKEY class="card">
                <p>"通行密钥存在您的手机、电脑或安全密钥里，登录时用指纹、面容或锁屏密码确认，不用填验证码，也骗不走。"</p>
                <button class="button button-main button-wide" type="submit" name=passkey::PASSKEY value=passkey::ENROL>"在这台设备上添加"</button>
            </form>
        }
        .erase()
    });
    let content = view! { {form} <p><a href=ME>"回到我的账号"</a></p> };
    call.page("添加通行密钥", &account.view(), act, content.erase())
}

/// What the owner calls it.
pub(in crate::access) fn name_input() -> AnyView {
    view! {
        <label class="sub">
            "给它起个名字，方便以后辨认，如：办公室电脑"
            <input class="input" name="name" maxlength="30" autocomplete="off"/>
        </label>
    }
    .erase()
}

/// The passkeys of the account on `/me`; nothing where the site has no name.
pub(super) async fn card(store: &Store, account: &Account) -> Result<Option<AnyView>, Refusal> {
    if !passkeys::offered(store) {
        return Ok(None);
    }
    let own = passkeys::list(store, account).await?;
    let lines: Vec<_> = own.iter().map(line).collect();
    let add = (own.len() < MOST).then(|| view! { <a class="button" href=PASSKEY>"添加通行密钥"</a> });
    let card = view! {
        <form method="post" action=ME class="card">
            <h2>"通行密钥"</h2>
            {if lines.is_empty() {
                view! { <p>"还没有通行密钥。有了它，登录不用填验证码。"</p> }.erase()
            } else {
                view! { <ul class="links">{lines}</ul> }.erase()
            }}
            {add}
        </form>
    };
    Ok(Some(card.erase()))
}

fn line(one: &PasskeyLine) -> AnyView {
    let used = one.used_at.map_or_else(|| "还没有用过".to_owned(), |at| format!("最近使用 {}", time::moment(at)));
    let ask = format!("删除通行密钥“{}”？以后不能再用它登录。", one.name);
    view! {
        <li>
            <div class="link-words">
                <p><strong>{one.name.clone()}</strong></p>
                <p class="small">{time::day(one.made_at)} " 添加，" {used}</p>
            </div>
            <button class="button button-small button-danger" type="submit" name=GO value=format!("passkey:{}", one.id) data-ask=ask aria-label=format!("删除通行密钥{}", one.name)>"删除"</button>
        </li>
    }
    .erase()
}
