//! `/clients`: the programs that use the interface, as security administrators keep them. What one makes another confirms.

use app::addresses::access::{ACCOUNTS, CLIENTS};
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::administration::Administrator;
use backend::access::clients::{self, ClientLine, Keeper, Made, NewClient, Scope};
use domain::Date;
use domain::access::{Action, Role, longest_to};
use domain::divisions::DivisionCode;
use domain::forms::options::COLLECTION_METHOD;
use domain::problem::Problem;
use domain::values::date::chinese;
use gate::{Flash, Form, Refusal, last_value, parse_id};
use leptos::prelude::*;
use time::Duration;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

/// A secret just made: shown this once, so between the post and the page it rests in a sealed cookie.
const MADE: Flash = Flash { cookie: "tongce_client", path: CLIENTS, shown: Duration::minutes(10) };

/// What of it crosses: id and secret.
type Told = (String, String);

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    page(&call, &by, &[], Act::NONE).await
}

/// Makes a program known, or does what the pressed button says: `confirm`, `rotate` or `suspend`, `:county:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    let keeper = Keeper::of(&by)?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &by, &typed, Act::NONE).await;
    }
    call.caller.step_up(Action::ClientManage).await?;
    match done(&call, &keeper, &pairs).await {
        Ok(response) => Ok(response),
        Err(refusal) => page(&call, &by, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, by: &Keeper, pairs: &[(String, String)]) -> Result<Response, Refusal> {
    let store = call.store();
    let go: Vec<&str> = last_value(pairs, GO).split(':').collect();
    match go[..] {
        ["create"] => lead_on(call, clients::create(store, by, read(pairs)?).await?),
        ["confirm", county, id] => {
            clients::confirm(store, by, county, parse_id(id)?).await?;
            call.done(CLIENTS, "已确认，这个程序可以使用接口了。")
        }
        ["rotate", county, id] => lead_on(call, clients::rotate(store, by, county, parse_id(id)?).await?),
        ["suspend", county, id] => {
            clients::suspend(store, by, county, parse_id(id)?).await?;
            call.done(CLIENTS, "已停用，它的令牌同时失效。")
        }
        _ => Err(Problem::NotFound.into()),
    }
}

fn lead_on(call: &Call, made: Made) -> Result<Response, Refusal> {
    let told: Told = (made.client_id, made.secret);
    let flash = MADE.put(&call.headers, &call.office.cookie_keys, call.now(), &told)?;
    Ok((flash, Redirect::to(CLIENTS)).into_response())
}

/// What was put in.
fn read(pairs: &[(String, String)]) -> Result<NewClient, Problem> {
    let wrong = |field: &str, message: &str| Problem::Invalid { field: field.into(), message: message.into() };
    let typed = |field: &str| last_value(pairs, field).trim().to_owned();
    let all = |field: &str| pairs.iter().filter(|(name, _)| name == field).map(|(_, value)| value.clone()).collect();
    let place = DivisionCode::parse(&typed("place")).ok();
    let scopes: Vec<String> = all("scope");
    Ok(NewClient {
        organisation: typed("organisation"),
        name: typed("name"),
        place: place.ok_or_else(|| wrong("place", "单位代码请填6位区划代码"))?,
        scopes: scopes.iter().filter_map(|code| Scope::from_code(code)).collect(),
        channels: all("channel"),
        to: typed("to").parse::<Date>().map_err(|_| wrong("to", "请选择最后一天"))?,
    })
}

async fn page(call: &Call, by: &Administrator, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let keeper = Keeper::of(by)?;
    let lines = clients::list(call.store(), &keeper, by.area()).await?;
    let told = MADE.get::<Told>(&call.headers, &call.office.cookie_keys, call.now());
    let shown = told.is_some();
    let content = view! {
        {told.map(card)}
        {list(lines, by)}
        {form(by, typed, call.store().clock.today())}
        <p><a href=ACCOUNTS>"回到账号列表"</a></p>
    };
    let page = call.page("接口程序", &by.account().view(), act, content.erase());
    Ok(if shown { (MADE.take(&call.headers, &call.office.cookie_keys), page).into_response() } else { page })
}

fn card((client_id, secret): Told) -> AnyView {
    view! {
        <section class="notice notice-done" role="status" id="made" tabindex="-1">
            <h2>{Icon::Done.view()} " 密钥已生成"</h2>
            <p><strong>"请现在就交给使用单位：密钥只显示这一次。"</strong></p>
            <label class="sub">"程序编号" <input class="input number" type="text" readonly value=client_id data-select=""/></label>
            <label class="sub">"密钥" <input class="input number" type="text" readonly value=secret data-select=""/></label>
        </section>
    }
    .erase()
}

fn list(lines: Vec<ClientLine>, by: &Administrator) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="empty">"还没有接口程序。"</p> }.erase();
    }
    let own = by.account().id();
    let lines: Vec<_> = lines.iter().map(|one| line(one, one.made_by == Some(own))).collect();
    view! {
        <form method="post" action=CLIENTS class="card">
            <h2>"本单位范围内的接口程序"</h2>
            <ul class="links">{lines}</ul>
        </form>
    }
    .erase()
}

fn line(line: &ClientLine, own: bool) -> AnyView {
    let at = |what: &str| format!("{what}:{}:{}", line.county, line.id);
    let state = match (line.suspended, line.proposed) {
        (true, _) => view! { <span class="tag tag-attention">{Icon::Alert.view()} "已停用"</span> }.erase(),
        (_, true) => view! { <span class="tag">"待另一人确认"</span> }.erase(),
        _ => view! { <span class="tag tag-done">{Icon::Check.view()} "使用中"</span> }.erase(),
    };
    let confirm = (line.proposed && !own).then(|| {
        view! { <button class="button button-small button-main" type="submit" name=GO value=at("confirm") data-ask=format!("确认{}使用接口？", line.name)>"确认"</button> }
    });
    let rotate = (!line.proposed && !line.suspended).then(|| {
        view! { <button class="button button-small" type="submit" name=GO value=at("rotate") data-ask="生成新密钥？原来的密钥还能用7天。">"换密钥"</button> }
    });
    let suspend = (!line.suspended).then(|| {
        view! { <button class="button button-small" type="submit" name=GO value=at("suspend") data-ask=format!("停用{}？它的令牌立即失效。", line.name)>"停用"</button> }
    });
    let until = line.to.parse::<Date>().map(chinese).unwrap_or_default();
    view! {
        <li>
            <div class="link-words">
                <p><strong>{line.name.clone()}</strong> " · " {line.organisation.clone()} " " {state}</p>
                <p>{line.place.replace('/', "")} "，" {line.scopes.clone()} "，用到" {until}</p>
                <p class="small number">{line.client_id()}</p>
            </div>
            {confirm}{rotate}{suspend}
        </li>
    }
    .erase()
}

fn form(by: &Administrator, typed: &[(String, String)], today: Date) -> AnyView {
    let value = |field: &str| last_value(typed, field).to_owned();
    let or = |field: &str, otherwise: String| if value(field).is_empty() { otherwise } else { value(field) };
    let chosen = |field: &str, code: &str| typed.iter().any(|(name, value)| name == field && value == code);
    let scopes: Vec<_> = Scope::ALL
        .into_iter()
        .map(|scope| {
            let words = match scope {
                Scope::Submit => "提交登记",
                Scope::Status => "查询自己提交的进度",
            };
            let code = scope.code();
            view! { <label class="choice"><input type="checkbox" name="scope" value=code checked=chosen("scope", code)/> {words}</label> }
        })
        .collect();
    let channels: Vec<_> = COLLECTION_METHOD
        .iter()
        .map(|choice| {
            let code = choice.code;
            view! { <label class="choice"><input type="checkbox" name="channel" value=code checked=chosen("channel", code)/> {choice.label}</label> }
        })
        .collect();
    let usual = longest_to(Role::SecurityAdmin, today).to_string();
    view! {
        <form method="post" action=CLIENTS class="card" data-typed="">
            <h2>"新的接口程序"</h2>
            <div class="filter-grid">
                <label class="sub">"使用单位" <input class="input" name="organisation" required maxlength="50" autocomplete="off" value=value("organisation")/></label>
                <label class="sub">"程序名称" <input class="input" name="name" required maxlength="50" autocomplete="off" value=value("name")/></label>
                <label class="sub">"单位代码（只能提交这个地区的孩子）" <input class="input number" name="place" required inputmode="numeric" maxlength="6" value=or("place", by.area().to_string())/></label>
                <label class="sub">"最后一天" <input class="input" type="date" name="to" required value=or("to", usual)/></label>
            </div>
            <fieldset><legend class="sub">"可以办什么"</legend><div class="choices">{scopes}</div></fieldset>
            <fieldset><legend class="sub">"采集方式"</legend><div class="choices">{channels}</div></fieldset>
            <button class="button button-main" type="submit" name=GO value="create">"生成密钥"</button>
            <p class="small">"另一位安全管理员在72小时内确认后才能使用。"</p>
        </form>
    }
    .erase()
}
