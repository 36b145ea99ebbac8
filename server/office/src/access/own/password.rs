//! `/me/password`: another password, before anything else is shown, where the one of now is too old.

use app::addresses::access::{PASSWORD, SIGN_OUT};
use app::local_path::local_path;
use app::ui::erase::Erase as _;
use app::wire::sessions::after;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use backend::access::accounts::{Account, password_due};
use domain::access::{DENGBAO3_DAYS, PasswordProfile};
use domain::problem::Problem;
use gate::{Form, Refusal, last_value};
use leptos::prelude::*;

use crate::access::sign_in::{Asked, address};
use crate::call::{Call, again};
use crate::carried::{given_back, hidden, lead_back};
use crate::frame::failed;

pub(super) async fn show(call: Call, Query(Asked { next }): Query<Asked>) -> Result<Response, Refusal> {
    let account = call.caller.identified().await?;
    Ok(page(&call, &account, &next, &[], None))
}

/// Sets the new password and leads on.
pub(super) async fn act(
    call: Call,
    Query(Asked { next }): Query<Asked>,
    Form(pairs): Form,
) -> Result<Response, Refusal> {
    let account = call.caller.identified().await?;
    if !pairs.iter().any(|(name, _)| name == "new_password") {
        // Led here from a page that was interrupted, with what was typed there.
        return Ok(page(&call, &account, &next, &pairs, None));
    }
    let carried = given_back(&pairs);
    match change(&call, &pairs).await {
        Ok(()) => Ok(lead_back(&after(&next, account.role()), carried.is_some()).into_response()),
        Err(refusal) => Ok(page(&call, &account, &next, &carried.unwrap_or_default(), Some(&again(refusal)?))),
    }
}

/// Sets another password, when it was typed twice.
pub(super) async fn change(call: &Call, pairs: &[(String, String)]) -> Result<(), Refusal> {
    let (new, repeated) = (last_value(pairs, "new_password"), last_value(pairs, "again"));
    if new != repeated {
        let message = "两次填的新密码不一样，请重新填".into();
        return Err(Problem::Invalid { field: "again".into(), message }.into());
    }
    call.caller.change_password(last_value(pairs, "password"), new).await
}

/// The three inputs.
pub(super) fn inputs(profile: PasswordProfile) -> AnyView {
    let input = |name: &'static str, words: &'static str, complete: &'static str| {
        view! { <label class="sub">{words} <input class="input" name=name type="password" required maxlength="250" autocomplete=complete/></label> }
    };
    view! {
        {input("password", "现在的密码", "current-password")}
        {input("new_password", "新密码（至少12位；启用第二步验证的至少8位）", "new-password")}
        {input("again", "再填一次新密码", "new-password")}
        {strict(profile)}
    }
    .erase()
}

/// What the stricter profile asks for besides.
pub(in crate::access) fn strict(profile: PasswordProfile) -> Option<AnyView> {
    (profile == PasswordProfile::Dengbao3).then(|| {
        let words = format!("要有大写字母、小写字母、数字、其他字符中的三种，每{DENGBAO3_DAYS}天换一次。");
        view! { <p class="small">{words}</p> }.erase()
    })
}

fn page(
    call: &Call,
    account: &Account,
    next: &str,
    carried: &[(String, String)],
    refused: Option<&Refusal>,
) -> Response {
    let due = password_due(call.store(), account);
    let next = local_path(next).unwrap_or_default();
    let content = view! {
        <h1>"换一个密码"</h1>
        <form method="post" action=address(PASSWORD, next) class="card">
            {hidden(carried)}
            {failed(refused.map(|refusal| refusal.problem.message()))}
            {due.then(|| view! { <p>{format!("您的密码已经用了{DENGBAO3_DAYS}天，按本单位的要求，请换一个再接着工作。")}</p> })}
            {inputs(call.store().passwords)}
            <button class="button button-main button-wide" type="submit">"修改密码"</button>
        </form>
        <form method="post" action=SIGN_OUT><button class="button button-quiet" type="submit">"换一个账号登录"</button></form>
    };
    let status = refused.map_or(StatusCode::OK, Refusal::status);
    (status, call.plain("换一个密码", content.erase())).into_response()
}
