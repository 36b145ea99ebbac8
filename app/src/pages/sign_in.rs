//! `/sign-in`: officials sign in with user name and password.

use domain::problem::Problem;
use domain::view::ActorView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::location::Url;

use crate::api::Failure;
use crate::api::codec::resource;
use crate::api::reviews::command::value;
use crate::api::sessions::page::CARRIED;
use crate::api::sessions::{SignInView, after, sign_in, visit, who};
use crate::components::erase::Erase as _;
use crate::components::icon::Icon;
use crate::components::layout::{page, waiting};
use crate::components::once::Once;
use crate::components::review::time;
use crate::platform;

/// The page.
pub(in crate::pages) fn show() -> AnyView {
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    let asked = next.clone();
    let seen = resource(|| (), move |()| visit(asked.clone()));
    let content = view! {
        <h1>"工作人员登录"</h1>
        <Suspense fallback=waiting>
            {move || {
                let next = next.clone();
                Suspend::new(async move {
                    let view = seen.await.unwrap_or_else(|failure| SignInView {
                        failure: Some(failure),
                        ..SignInView::default()
                    });
                    untrack(|| view! { {view.signed_in.as_ref().map(|actor| go_on(actor, &next))} {form(view, next)} })
                })
            }}
        </Suspense>
        <p class="small">"家长请用村（居）儿童主任发给您的链接或二维码，不用登录。"</p>
    };
    page("登录", content)
}

/// For somebody who is signed in already: no password is needed to go on.
fn go_on(actor: &ActorView, next: &str) -> AnyView {
    view! {
        <div class="card">
            <p>"您已登录：" {actor.display_name.clone()} "（" {actor.role.label()} "）"</p>
            // A new document, with the style of officials' pages.
            <a class="button button-main button-wide" href=after(next, actor.role) rel="external">"接着工作"</a>
            <p class="small">"需更换账号的，请在下方登录。"</p>
        </div>
    }
    .erase()
}

fn form(view: SignInView, next: String) -> AnyView {
    let SignInView { failure, username, carried, .. } = view;
    let carries = !carried.is_empty();
    let carried: Vec<_> = carried
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=format!("{CARRIED}{name}") value=value/> })
        .collect();
    let (failed, once, navigate) = (RwSignal::new(failure), Once::default(), use_navigate());
    let (disabled, working) = (once.disabled(), once.clone());
    let action = if next.is_empty() { "/sign-in".to_owned() } else { format!("/sign-in?next={}", Url::escape(&next)) };
    let submit = move |ev: SubmitEvent| {
        if carries {
            // The browser posts it, because what was typed leads back to its page in the same way.
            return;
        }
        let Some(press) = platform::pressed(&ev) else { return };
        let (username, password) =
            (value(&press.pairs, "username").to_owned(), value(&press.pairs, "password").to_owned());
        let (next, navigate) = (next.clone(), navigate.clone());
        once.start(async move {
            let signed_in = match sign_in(username, password).await {
                // A browser that keeps no cookies would only be led back here.
                Ok(actor) => match who().await {
                    Err(Failure::Problem(Problem::SignInNeeded)) => Err(no_cookies()),
                    _ => Ok(actor),
                },
                Err(failure) => Err(failure),
            };
            match signed_in {
                Ok(actor) => navigate(&after(&next, actor.role), NavigateOptions::default()),
                Err(failure) => {
                    failed.set(Some(failure));
                    set_timeout(|| platform::focus("failed"), std::time::Duration::ZERO);
                }
            }
        });
    };
    view! {
        <form method="post" action=action class="card" on:submit=submit>
            {carries.then(|| view! {
                <p class="notice notice-attention">"登录已过期。登录后回到刚才的页面，您写的内容还在，请核对后再点一次。"</p>
            })}
            {carried}
            <div role="alert" id="failed" tabindex="-1">
                {move || failed.get().map(|failure| view! {
                    <p class="finding finding-error"><span>{Icon::Alert.view()} " " {words(&failure)}</span></p>
                })}
            </div>
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
            <button class="button button-main button-wide" type="submit" aria-disabled=disabled>
                {move || if working.at_work() { "正在登录…" } else { "登录" }}
            </button>
            <p class="small">"忘记密码请联系区民政局的系统管理员。"</p>
        </form>
    }
    .erase()
}

/// The password was right, and the session cannot be kept.
fn no_cookies() -> Failure {
    let message = "这个浏览器不让网站保存Cookie，所以登录留不住。请在浏览器设置里允许Cookie，或换一个浏览器再登录。";
    Failure::Problem(Problem::Invalid { field: "cookie".to_owned(), message: message.to_owned() })
}

/// Why it did not succeed, with the wait in minutes and seconds.
fn words(failure: &Failure) -> String {
    match failure {
        Failure::Problem(Problem::TooManyAttempts { retry_after }) => {
            format!("试的次数太多了，请等{}再试。", time::wait(*retry_after))
        }
        Failure::Offline => "现在连不上网，请检查网络后再试。".to_owned(),
        Failure::Problem(Problem::Internal) => "系统出了点问题，请稍后再试。".to_owned(),
        failure => failure.message(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_told_in_words() {
        let failure = Failure::Problem(Problem::TooManyAttempts { retry_after: 75 });
        assert_eq!(words(&failure), "试的次数太多了，请等1分15秒再试。");
    }
}
