//! `/invitation/{token}`: whoever was invited sets the password of the own account, once.

use app::addresses::access::{self, SIGN_IN};
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::administration::{Invited, accept, invited};
use backend::access::identity as identities;
use domain::problem::Problem;
use gate::{Form, Page, Refusal, last_value};
use leptos::prelude::*;

use super::identity::ways;
use super::own::password;
use crate::call::Call;
use crate::frame::failed;

pub(super) async fn show(call: Call, Path(token): Path<String>) -> Result<Response, Refusal> {
    match invited(call.store(), &token).await.map_err(Refusal::from) {
        Ok(invited) => page(&call, &token, &invited, None).await,
        Err(refusal) => gone(&call, refusal),
    }
}

/// Sets the password and leads to the sign-in.
pub(super) async fn act(call: Call, Path(token): Path<String>, Form(pairs): Form) -> Result<Response, Refusal> {
    let invited = match invited(call.store(), &token).await.map_err(Refusal::from) {
        Ok(invited) => invited,
        Err(refusal) => return gone(&call, refusal),
    };
    let (password, again) = (last_value(&pairs, "password"), last_value(&pairs, "again"));
    if password != again {
        let problem =
            Problem::Invalid { field: "again".into(), message: "两次填的密码不一样，请重新填".into() };
        return page(&call, &token, &invited, Some(problem)).await;
    }
    match accept(call.store(), &token, password).await.map_err(Refusal::from) {
        Ok(_) => Ok(Redirect::to(SIGN_IN).into_response()),
        Err(refusal) if matches!(refusal.problem, Problem::Invalid { .. }) => {
            page(&call, &token, &invited, Some(refusal.problem)).await
        }
        Err(refusal) => gone(&call, refusal),
    }
}

/// An invitation that opens nothing, whatever the reason.
fn gone(call: &Call, refusal: Refusal) -> Result<Response, Refusal> {
    if refusal.problem != Problem::NotFound {
        return Err(refusal);
    }
    let words =
        ["这个邀请已用过、已过期，或者还没有经另一位管理员确认。".to_owned(), "请联系本单位的账号管理员。".to_owned()];
    let page = Page::new(StatusCode::NOT_FOUND, "邀请打不开").words(words).way(SIGN_IN, "去登录");
    Ok(page.respond(call.look()))
}

async fn page(call: &Call, token: &str, invited: &Invited, problem: Option<Problem>) -> Result<Response, Refusal> {
    let elsewhere = identities::offered(call.store()).await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = if invited.resets { "重设密码" } else { "启用账号" };
    let content = view! {
        <h1>{title}</h1>
        <form method="post" action=access::invitation(token) class="card">
            {failed(problem.map(|problem| problem.message()))}
            <p>{invited.display_name.clone()} "，您的用户名是 " <strong>{invited.username.clone()}</strong> "。"</p>
            <p class="small">"有效到 " {time::moment(invited.ends_at)} "，只能用一次。"</p>
            <input type="text" name="username" value=invited.username.clone() autocomplete="username" hidden readonly/>
            <label class="question" for="password">"密码"</label>
            <p class="small">"至少12位；登录还要验证码的，至少8位。可以用一句好记的话。不要用姓名、单位、生日、手机号。"</p>
            {password::strict(call.store().passwords)}
            <input class="input" id="password" name="password" type="password" required maxlength="250" autocomplete="new-password"/>
            <label class="question" for="again">"再填一次"</label>
            <input class="input" id="again" name="again" type="password" required maxlength="250" autocomplete="new-password"/>
            <button class="button button-main button-wide" type="submit">{title}</button>
        </form>
        {(!elsewhere.is_empty()).then(|| view! {
            <h2>"或者不设密码，用单位的统一登录"</h2>
            {ways(&elsewhere, "invitation", token)}
        })}
    };
    Ok((status, call.plain(title, content.erase())).into_response())
}
