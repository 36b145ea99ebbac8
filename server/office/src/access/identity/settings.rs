//! `/identity`: the providers of an area, as security administrators keep them. What one proposes another person confirms.

use app::addresses::access::{ACCOUNTS, IDENTITY};
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::textarea;
use axum::response::Response;
use backend::access::administration::Administrator;
use backend::access::identity::{self as identities, BACK, NewProvider, ProviderLine};
use domain::access::{Action, Role};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    page(&call, &by, &[], Act::NONE).await
}

/// Proposes a provider, or does what the pressed button says: `confirm` or `suspend`, `:county:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    if !by.may(Action::IdentityConfigure) {
        return Err(Problem::NotFound.into());
    }
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &by, &typed, Act::NONE).await;
    }
    call.caller.step_up(Action::IdentityConfigure).await?;
    match done(&call, &by, &pairs).await {
        Ok(response) => Ok(response),
        Err(refusal) => page(&call, &by, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, by: &Administrator, pairs: &[(String, String)]) -> Result<Response, Refusal> {
    let store = call.store();
    let go: Vec<&str> = last_value(pairs, GO).split(':').collect();
    match go[..] {
        ["propose"] => {
            identities::propose(store, by, read(pairs)?).await?;
            call.done(IDENTITY, "已提出，须由另一位安全管理员确认后生效。")
        }
        ["confirm", county, id] => {
            identities::confirm(store, by, county, parse_id(id)?).await?;
            call.done(IDENTITY, "已确认，现在可以用统一登录进入。")
        }
        ["suspend", county, id] => {
            identities::suspend(store, by, county, parse_id(id)?).await?;
            call.done(IDENTITY, "已停用，绑定过的人员改用本系统账号登录。")
        }
        _ => Err(Problem::NotFound.into()),
    }
}

fn read(pairs: &[(String, String)]) -> Result<NewProvider, Problem> {
    let typed = |field: &str| last_value(pairs, field).trim().to_owned();
    let place = DivisionCode::parse(&typed("place"))
        .map_err(|_| Problem::Invalid {
            field: "place".into(), message: "单位代码请填6位区划代码".into()
        })?;
    Ok(NewProvider {
        place,
        name: typed("name"),
        issuer: typed("issuer"),
        client_id: typed("client_id"),
        secret: typed("secret"),
        scopes: typed("scopes"),
        factors: typed("factors"),
        claims: typed("claims"),
    })
}

async fn page(call: &Call, by: &Administrator, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let lines = identities::list(call.store(), by).await?;
    let content = view! {
        {list(&lines, by)}
        {form(call, by, typed)}
        <p><a href=ACCOUNTS>"回到账号列表"</a></p>
    };
    Ok(call.page("统一登录设置", &by.account().view(), act, content.erase()))
}

fn list(lines: &[ProviderLine], by: &Administrator) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="empty">"还没有设置统一登录。"</p> }.erase();
    }
    let own = by.account().id();
    let lines: Vec<_> = lines.iter().map(|one| line(one, one.made_by == own)).collect();
    view! {
        <form method="post" action=IDENTITY class="card">
            <h2>"本单位范围内的统一登录"</h2>
            <ul class="links">{lines}</ul>
        </form>
    }
    .erase()
}

fn line(line: &ProviderLine, own: bool) -> AnyView {
    let at = |what: &str| format!("{what}:{}:{}", line.county, line.id);
    let state = match (line.suspended, line.proposed) {
        (true, _) => view! { <span class="tag tag-attention">{Icon::Alert.view()} "已停用"</span> }.erase(),
        (_, true) => view! { <span class="tag">"待另一人确认"</span> }.erase(),
        _ => view! { <span class="tag tag-done">{Icon::Check.view()} "使用中"</span> }.erase(),
    };
    let confirm = (line.proposed && !own).then(|| {
        view! { <button class="button button-small button-main" type="submit" name=GO value=at("confirm") data-ask=format!("确认用{}登录？颁发者：{}", line.name, line.issuer)>"确认"</button> }
    });
    let suspend = (!line.suspended).then(|| {
        view! { <button class="button button-small" type="submit" name=GO value=at("suspend") data-ask=format!("停用{}？以后不能再从那里登录。", line.name)>"停用"</button> }
    });
    let claims: Vec<_> = line
        .claims
        .iter()
        .map(|rule| {
            let role = Role::from_code(&rule.role).map_or("", Role::label);
            view! { <p class="small">{format!("{}={} 提出任职：{role}，{}", rule.claim, rule.value, rule.place)}</p> }
        })
        .collect();
    view! {
        <li>
            <div class="link-words">
                <p><strong>{line.name.clone()}</strong> "，" {line.place_name.replace('/', "")} " " {state}</p>
                <p class="small number">{line.issuer.clone()} " · " {line.client_id.clone()}</p>
                {claims}
            </div>
            {confirm}{suspend}
        </li>
    }
    .erase()
}

fn form(call: &Call, by: &Administrator, typed: &[(String, String)]) -> AnyView {
    let value = |field: &str| last_value(typed, field).to_owned();
    let place = if value("place").is_empty() { by.area().to_string() } else { value("place") };
    let back = format!("{}{BACK}", call.store().base_url);
    view! {
        <form method="post" action=IDENTITY class="card" data-typed="">
            <h2>"新的统一登录"</h2>
            <p class="small">"请先在统一登录平台登记本系统。回调地址："</p>
            <label class="sub">"回调地址（点一下全选，再复制）" <input class="input number" type="text" readonly value=back data-select=""/></label>
            <div class="filter-grid">
                <label class="sub">"名称" <input class="input" name="name" required maxlength="50" autocomplete="off" value=value("name")/></label>
                <label class="sub">"单位代码" <input class="input number" name="place" required inputmode="numeric" maxlength="6" value=place/></label>
                <label class="sub">"颁发者（issuer），和平台公布的一字不差" <input class="input number" name="issuer" required maxlength="200" autocomplete="off" spellcheck="false" value=value("issuer")/></label>
                <label class="sub">"客户端编号（client_id）" <input class="input number" name="client_id" required maxlength="200" autocomplete="off" spellcheck="false" value=value("client_id")/></label>
                <label class="sub">"密钥（client_secret）" <input class="input number" name="secret" type="password" required maxlength="200" autocomplete="off"/></label>
                <label class="sub">"另外申请的范围（scope），空格分开" <input class="input number" name="scopes" maxlength="200" autocomplete="off" spellcheck="false" value=value("scopes")/></label>
                <label class="sub">"等同两步验证的 acr 或 amr，空格分开" <input class="input number" name="factors" maxlength="200" autocomplete="off" spellcheck="false" value=value("factors")/></label>
            </div>
            <label class="sub">
                "声明对应的任职，一行一条：声明=值 角色 单位代码。只是提出，由账号管理员同意才生效。"
                <textarea class="input" name="claims" rows="4" maxlength="8000" spellcheck="false">{textarea::words(&value("claims"))}</textarea>
            </label>
            <button class="button button-main" type="submit" name=GO value="propose">"提出"</button>
            <p class="small">"另一位安全管理员在72小时内确认后才能使用。不在 acr、amr 列表里的登录，仍要本系统的第二步验证。"</p>
        </form>
    }
    .erase()
}
