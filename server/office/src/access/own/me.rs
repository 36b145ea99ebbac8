//! `/me`: the own assignments, password, second factor and the browsers that are signed in.

use app::addresses::access::{ME, MY_IDENTITY};
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::time;
use axum::response::{IntoResponse, Redirect, Response};
use backend::Store;
use backend::access::accounts::{self, Account};
use backend::access::factors::{self, Factors};
use backend::access::identity;
use backend::access::tables::session;
use domain::access::{Action, PasswordProfile};
use domain::problem::Problem;
use domain::values::date::chinese;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;

use super::{generator, passkeys, password};
use crate::call::{Act, Call, GO, again};

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, Act::NONE).await
}

/// Does what the pressed button says.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    match done(&call, &account, &pairs).await {
        Ok(response) => Ok(response),
        Err(refusal) => page(&call, &account, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, account: &Account, pairs: &[(String, String)]) -> Result<Response, Refusal> {
    let store = call.store();
    let this = call.caller.session_key();
    let (verb, rest) = last_value(pairs, GO).split_once(':').unwrap_or((last_value(pairs, GO), ""));
    match verb {
        "switch" => {
            let account = call.caller.switch(parse_id(rest)?).await?;
            Ok(Redirect::to(app::wire::sessions::home(account.role())).into_response())
        }
        "password" => {
            password::change(call, pairs).await?;
            call.done(ME, "密码已修改，其他地方的登录已全部结束。")
        }
        "generator" => {
            call.caller.may_enrol().await?;
            factors::begin(store, account).await?;
            Ok(Redirect::to(ME).into_response())
        }
        "confirm" => {
            call.caller.may_enrol().await?;
            let codes = call.caller.confirm_generator(last_value(pairs, "code")).await?;
            Ok(generator::recovery_page(call, &codes, ME))
        }
        "codes" => {
            call.caller.step_up(Action::SelfFactor).await?;
            Ok(generator::recovery_page(call, &factors::renew(store, account).await?, ME))
        }
        "passkey" => {
            call.caller.step_up(Action::SelfFactor).await?;
            factors::passkeys::remove(store, account, parse_id(rest)?).await?;
            call.done(ME, "已删除这个通行密钥。")
        }
        "forget" => {
            call.caller.step_up(Action::SelfFactor).await?;
            factors::remove(store, account).await?;
            call.done(ME, "已停用第二步验证。")
        }
        "end" => {
            call.caller.step_up(Action::SelfSession).await?;
            accounts::end_session(store, account, Some(rest), None).await?;
            call.done(ME, "已结束那一处登录。")
        }
        "end_others" => {
            call.caller.step_up(Action::SelfSession).await?;
            accounts::end_session(store, account, None, this.as_deref()).await?;
            call.done(ME, "其他地方的登录已全部结束。")
        }
        _ => Err(Problem::NotFound.into()),
    }
}

async fn page(call: &Call, account: &Account, act: Act<'_>) -> Result<Response, Refusal> {
    let store = call.store();
    let all = accounts::in_force(store, account.id()).await?;
    let have = factors::of(store, account).await?;
    let setup = if have.totp { None } else { factors::setup(store, account).await? };
    let sessions = accounts::sessions(store, account).await?;
    let this = call.caller.session_key();
    let (passkeys, elsewhere) = (passkeys::card(store, account).await?, elsewhere(store, account).await?);
    let content = view! {
        {duties(account, &all)}
        {passkeys}
        {elsewhere}
        {factor(account, have, setup.as_ref().map(generator::steps))}
        {new_password(store.passwords)}
        {browsers(&sessions, this.as_deref())}
    };
    Ok(call.page("我的账号", &account.view(), act, content.erase()))
}

fn duties(account: &Account, all: &[Account]) -> AnyView {
    let several = all.len() > 1;
    let lines: Vec<_> = all
        .iter()
        .map(|one| {
            let duty = one.assignment();
            let now = duty.id == account.assignment().id;
            let words = format!("{}，{}，{}至{}", duty.role.label(), one.view().division_name.replace('/', ""), chinese(duty.from), chinese(duty.to));
            view! {
                <li>
                    <div class="link-words"><p>{words} " " {(several && now).then(|| view! { <span class="tag tag-done">{Icon::Check.view()} "现在用这个身份"</span> })}</p></div>
                    {(several && !now).then(|| view! {
                        <button class="button button-small" type="submit" name=GO value=format!("switch:{}", duty.id)>"换成这个身份"</button>
                    })}
                </li>
            }
        })
        .collect();
    view! {
        <form method="post" action=ME class="card">
            <h2>"我的任职"</h2>
            <p>"用户名 " {account.username().to_owned()} {account.is_demonstration().then_some("（示例账号，密码公开，请勿登记真实信息）")}</p>
            <ul class="links">{lines}</ul>
        </form>
    }
    .erase()
}

/// How the secret gets into the generator, and the first code that proves it.
fn confirm(steps: AnyView) -> AnyView {
    view! {
        {steps}
        <label class="question" for="code">"验证码"</label>
        <input class="input number" id="code" name="code" required maxlength="6" inputmode="numeric" autocomplete="one-time-code"/>
        <button class="button button-main" type="submit" name=GO value="confirm">"启用"</button>
    }
    .erase()
}

fn factor(account: &Account, have: Factors, steps: Option<AnyView>) -> AnyView {
    let offers = !have.totp && steps.is_none();
    let button = |value: &'static str, words: &'static str, ask: &'static str| {
        view! { <button class="button" type="submit" formnovalidate name=GO value=value data-ask=ask>{words}</button> }
    };
    let content = if have.any() {
        let few = (have.recovery_left <= 3).then(|| {
            view! { <p class="notice notice-attention">{Icon::Alert.view()} " 恢复码快用完了，请换一套新的。"</p> }
        });
        view! {
            <p>{Icon::Done.view()} {format!(" 已启用{}。还有{}个恢复码没有用过。", if have.totp { "验证器" } else { "通行密钥" }, have.recovery_left)}</p>
            {few}
            {(!have.totp).then(|| view! { <p class="small">"换了设备也能登录，还可以再启用验证器："</p> })}
            {steps.map(confirm)}
            <div class="button-row">
                {offers.then(|| view! { <button class="button" type="submit" formnovalidate name=GO value="generator">"启用验证器"</button> })}
                {button("codes", "换一套恢复码", "换一套恢复码？原来的全部作废。")}
                {(!account.must_have_factor()).then(|| button("forget", "停用第二步验证", "停用第二步验证？以后登录只用密码。"))}
            </div>
        }
        .erase()
    } else if let Some(steps) = steps {
        confirm(steps)
    } else {
        let words = if account.is_demonstration() {
            "示例账号不要求第二步验证，可以试着启用。真实账号能看到孩子信息的，登录时都要验证码。"
        } else {
            "启用后，登录时除密码外还要填手机验证器上的验证码，别人知道密码也进不来。"
        };
        view! { <p>{words}</p> <button class="button" type="submit" name=GO value="generator">"启用第二步验证"</button> }.erase()
    };
    view! { <form method="post" action=ME class="card"><h2>"第二步验证"</h2>{content}</form> }.erase()
}

/// The way to bind the account to a provider of its area; nothing where there is none.
async fn elsewhere(store: &Store, account: &Account) -> Result<Option<AnyView>, Refusal> {
    let providers = identity::of_account(store, account).await?;
    let bound = providers.iter().filter(|(_, bound)| *bound).count();
    Ok((!providers.is_empty()).then(|| {
        let words = if bound > 0 {
            "已绑定统一登录。"
        } else {
            "您的单位有统一登录，绑定后不用另记密码。"
        };
        view! {
            <section class="card">
                <h2>"统一登录"</h2>
                <p>{words}</p>
                <a class="button" href=MY_IDENTITY>"查看统一登录"</a>
            </section>
        }
        .erase()
    }))
}

fn new_password(profile: PasswordProfile) -> AnyView {
    view! {
        <form method="post" action=ME class="card">
            <h2>"修改密码"</h2>
            {password::inputs(profile)}
            <button class="button" type="submit" name=GO value="password">"修改密码"</button>
        </form>
    }
    .erase()
}

fn browsers(sessions: &[session::Model], this: Option<&str>) -> AnyView {
    let lines: Vec<_> = sessions
        .iter()
        .map(|one| {
            let own = Some(one.id.as_str()) == this;
            let began = time::moment(one.made_at);
            view! {
                <li>
                    <div class="link-words">
                        <p>{browser(&one.agent)} " " {own.then(|| view! { <span class="tag tag-done">{Icon::Check.view()} "这里"</span> })}</p>
                        <p class="small">{began} " 登录"</p>
                    </div>
                    {(!own).then(|| view! {
                        <button class="button button-small button-danger" type="submit" name=GO value=format!("end:{}", one.id) aria-label=format!("结束{}的登录", browser(&one.agent))>"结束"</button>
                    })}
                </li>
            }
        })
        .collect();
    let others = (sessions.len() > 1).then(|| {
        view! { <button class="button button-danger" type="submit" name=GO value="end_others">"结束其他全部登录"</button> }
    });
    view! {
        <form method="post" action=ME class="card">
            <h2>"登录中的浏览器"</h2>
            <p class="small">"有不认识的，请结束它并修改密码。"</p>
            <ul class="links">{lines}</ul>
            {others}
        </form>
    }
    .erase()
}

/// A browser in words that its user knows.
fn browser(agent: &str) -> String {
    let program = [
        ("MicroMessenger", "微信"),
        ("Edg/", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let system = [
        ("Android", "安卓手机"),
        ("iPhone", "苹果手机"),
        ("iPad", "iPad"),
        ("Windows", "Windows电脑"),
        ("Mac OS", "苹果电脑"),
        ("Linux", "Linux电脑"),
    ];
    let named =
        |known: &[(&str, &'static str)]| known.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name);
    match (named(&program), named(&system)) {
        (Some(program), Some(system)) => format!("{program}，{system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "不认识的浏览器".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_told_in_words() {
        let wechat = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile MicroMessenger/8.0";
        assert_eq!(browser(wechat), "微信，安卓手机");
        assert_eq!(browser("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120"), "Edge，Windows电脑");
        assert_eq!(browser("curl/8"), "不认识的浏览器");
    }
}
