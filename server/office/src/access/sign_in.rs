//! `/sign-in`: officials sign in with user name and password.
//!
//! What was typed into a page whose session had ended is posted here ([`crate::refused`]) and goes along through the
//! sign-in in hidden inputs.

use app::addresses::access::{ARRIVED, CODE, IDENTITIES, PASSWORD, SIGN_IN};
use app::local_path::local_path;
use app::ui::erase::Erase as _;
use app::ui::time;
use app::wire::sessions::after;
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::accounts::SignedIn;
use backend::access::factors::passkeys;
use domain::problem::Problem;
use domain::view::access::ActorView;
use gate::{Form, Page, Pairs, Refusal, browser_cookie, last_value};
use leptos::prelude::*;
use serde::Deserialize;

use super::passkey;
use crate::call::{Call, GO};
use crate::carried::{given_back, hidden};
use crate::frame::failed;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The page to go to afterwards.
    #[serde(default)]
    pub(super) next: String,
}

/// What the form shows.
#[derive(Default)]
struct Attempt {
    /// Why it failed.
    refusal: Option<Refusal>,
    /// The user name that was typed.
    username: String,
    /// What goes along.
    carried: Pairs,
}

pub(super) async fn show(call: Call, Query(Asked { next }): Query<Asked>) -> Response {
    let asked = call.caller.account().await;
    match asked.as_ref().map_err(|refusal| &refusal.problem) {
        Err(Problem::FactorNeeded) => return Redirect::to(&address(CODE, &next)).into_response(),
        Err(Problem::PasswordDue) => return Redirect::to(&address(PASSWORD, &next)).into_response(),
        _ => {}
    }
    let signed_in = asked.ok().map(|account| account.view());
    let content = view! { {signed_in.map(|actor| go_on(&actor, &next))} {form(Attempt::default(), &next)} };
    page(&call, content.erase())
}

/// Signs in and leads on, or shows the form again. A post without a user name was led here by a page whose session has
/// ended.
pub(super) async fn enter(call: Call, Query(Asked { next }): Query<Asked>, Form(pairs): Form) -> Response {
    if !pairs.iter().any(|(name, _)| name == "username") {
        // Which button was pressed does not go along: nothing is done by itself.
        let carried = pairs.into_iter().filter(|(name, _)| name != GO).collect();
        return page(&call, form(Attempt { carried, ..Attempt::default() }, &next));
    }
    let carried = given_back(&pairs);
    let username = last_value(&pairs, "username");
    if passkey::asks(&pairs, passkey::ASK) {
        return ask(&call, &next, username, carried).await;
    }
    let tried = match passkey::answered(&pairs) {
        Some(shown) => call.caller.sign_in_by_passkey(username, shown).await,
        None => call.caller.sign_in(username, last_value(&pairs, "password")).await,
    };
    let signed_in = match tried {
        Ok(signed_in) => signed_in,
        Err(refusal) => {
            let retry = refusal.retry_after().map(|seconds| [(header::RETRY_AFTER, seconds.to_string())]);
            let status = refusal.status();
            let carried = carried.unwrap_or_default();
            let attempt = Attempt { refusal: Some(refusal), username: username.to_owned(), carried };
            return (status, retry, page(&call, form(attempt, &next))).into_response();
        }
    };
    lead_on(&call, signed_in, &next, carried.is_some()).await
}

/// Where somebody goes who has just signed in: to the second step, where one is missing, else on.
pub(super) async fn lead_on(call: &Call, signed_in: SignedIn, next: &str, carries: bool) -> Response {
    let to = after(next, signed_in.account.role());
    let to = match call.caller.lacks_factor(&signed_in.account).await {
        Ok(false) => to,
        Ok(true) => address(CODE, &to),
        Err(refusal) => return refusal.into_response(),
    };
    let known = browser_cookie(signed_in.token, call.office.cookie_keys.https());
    if carries {
        return (known, Redirect::temporary(&to)).into_response();
    }
    if call.headers.contains_key(header::COOKIE) {
        return (known, Redirect::to(&to)).into_response();
    }
    (known, Redirect::to(&address(ARRIVED, &to))).into_response()
}

/// The page that asks the browser for a passkey of this name, which may be anybody's.
async fn ask(call: &Call, next: &str, username: &str, carried: Option<Pairs>) -> Response {
    let carried = carried.unwrap_or_default();
    if username.trim().is_empty() {
        let message = "请先填用户名，再用通行密钥登录".into();
        let refusal = Refusal::from(Problem::Invalid { field: "username".into(), message });
        let attempt = Attempt { refusal: Some(refusal), carried, ..Attempt::default() };
        return (StatusCode::UNPROCESSABLE_ENTITY, page(call, form(attempt, next))).into_response();
    }
    match passkeys::ask_by_name(call.store(), username, call.caller.peer()).await.map_err(Refusal::from) {
        Ok(question) => {
            let inner = view! {
                {hidden(&carried)}
                <p>"用户名 " <strong>{username.to_owned()}</strong></p>
                <input type="hidden" name="username" value=username.to_owned()/>
            };
            let asked = passkey::form(address(SIGN_IN, next), &question, inner.erase(), "用通行密钥登录");
            let back = view! { {asked} <p><a href=address(SIGN_IN, next)>"改用密码登录"</a></p> };
            page(call, back.erase())
        }
        Err(refusal) => {
            let (status, retry) = (refusal.status(), refusal.retry_after());
            let retry = retry.map(|seconds| [(header::RETRY_AFTER, seconds.to_string())]);
            let attempt = Attempt { refusal: Some(refusal), username: username.to_owned(), carried };
            (status, retry, page(call, form(attempt, next))).into_response()
        }
    }
}

/// Right after a sign-in in a browser of which nothing is known: goes on, or says that it keeps no cookies.
pub(super) async fn arrived(call: Call, Query(Asked { next }): Query<Asked>) -> Response {
    if !call.caller.keeps_session().await {
        let words = [
            "用户名和密码是对的，但这个浏览器不让网站保存Cookie，所以登录留不住。".to_owned(),
            "请在浏览器设置里允许Cookie（关掉“阻止所有Cookie”或无痕模式），或者换一个浏览器，再登录一次。".to_owned(),
        ];
        let page = Page::new(StatusCode::BAD_REQUEST, "浏览器不让保存Cookie").words(words).way(SIGN_IN, "再登录一次");
        return page.respond(call.look());
    }
    // What signing in led to was checked; it may have been changed in the address since.
    Redirect::to(local_path(&next).unwrap_or("/")).into_response()
}

/// An address with the page that follows in its query.
pub(crate) fn address(path: &str, next: &str) -> String {
    if next.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish())
}

fn page(call: &Call, content: AnyView) -> Response {
    let content = view! {
        <h1>"工作人员登录"</h1>
        {content}
        <p class="small">"家长请用村（居）儿童主任发给您的链接或二维码，不用登录。"</p>
    };
    call.plain("登录", content)
}

/// For somebody who is signed in already: no password is needed to go on.
fn go_on(actor: &ActorView, next: &str) -> AnyView {
    view! {
        <div class="card">
            <p>"您已登录：" {actor.display_name.clone()} "（" {actor.role.label()} "）"</p>
            <a class="button button-main button-wide" href=after(next, actor.role)>"接着工作"</a>
            <p class="small">"需更换账号的，请在下方登录。"</p>
        </div>
    }
    .erase()
}

fn form(attempt: Attempt, next: &str) -> AnyView {
    let Attempt { refusal, username, carried } = attempt;
    let interrupted = (!carried.is_empty()).then(|| {
        view! {
            <p class="notice notice-attention">"登录已过期。登录后回到刚才的页面，您写的内容还在，请核对后再点一次。"</p>
        }
    });
    view! {
        <form method="post" action=address(SIGN_IN, next) class="card">
            {interrupted}
            {hidden(&carried)}
            {failed(refusal.map(|refusal| words(&refusal.problem)))}
            <label class="question" for="username">"用户名"</label>
            <input
                class="input"
                id="username"
                name="username"
                type="text"
                value=username
                required
                autocomplete="username"
                autocapitalize="none"
                spellcheck="false"
            />
            <label class="question" for="password">"密码"</label>
            <input class="input" id="password" name="password" type="password" required autocomplete="current-password"/>
            <button class="button button-main button-wide" type="submit">"登录"</button>
            {passkey::ask_button("用通行密钥登录")}
            <p><a class="button button-wide" href=address(IDENTITIES, next)>"用单位的统一登录"</a></p>
            <p class="small">"忘记密码请联系区民政局的系统管理员。"</p>
        </form>
    }
    .erase()
}

/// Why it did not succeed, with the wait in minutes and seconds.
fn words(problem: &Problem) -> String {
    match problem {
        Problem::TooManyAttempts { retry_after } => {
            format!("试的次数太多了，请等{}再试。", time::wait(*retry_after))
        }
        Problem::Internal => "系统出了点问题，请稍后再试。".to_owned(),
        problem => problem.message(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_told_in_words() {
        let problem = Problem::TooManyAttempts { retry_after: 75 };
        assert_eq!(words(&problem), "试的次数太多了，请等1分15秒再试。");
    }
}
