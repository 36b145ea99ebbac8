//! `/links`: the form that makes a link, and the links made so far.

use app::addresses::links::LIST;
use app::links::functions::{DAYS, Wanted};
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::time;
use axum::response::Response;
use backend::access::accounts::Director;
use backend::divisions::names;
use backend::links::making;
use domain::Date;
use domain::values::date::chinese;
use domain::view::links::{LinkKind, LinkRow};
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;

use super::made;
use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

/// Days for which a link is made when nothing else is chosen.
const USUAL_DAYS: u32 = 90;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let director = call.caller.director().await?;
    page(&call, &director, &[], Act::NONE).await
}

/// Makes a link, or takes one back.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let director = call.caller.director().await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &director, &typed, Act::NONE).await;
    }
    let done = match last_value(&pairs, GO).split_once(':') {
        Some(("revoke", id)) => revoke(&call, &director, id).await,
        _ => create(&call, &director, &pairs).await,
    };
    match done {
        Ok(response) => Ok(response),
        Err(refusal) => page(&call, &director, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn revoke(call: &Call, director: &Director, id: &str) -> Result<Response, Refusal> {
    making::revoke(call.store(), director, parse_id(id)?).await?;
    call.done(LIST, "已停用这个链接。")
}

async fn create(call: &Call, director: &Director, pairs: &[(String, String)]) -> Result<Response, Refusal> {
    let Wanted { kind, division, note, days } = Wanted::read(pairs)?;
    made::lead_to(call, making::create(call.store(), director, kind, division, &note, days).await?)
}

async fn page(call: &Call, director: &Director, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let own = director.account().division().to_string();
    let divisions = names::item(&own)?.into_iter().chain(names::children(Some(&own))?);
    let divisions = divisions.map(|item| (item.code, item.name)).collect();
    let rows = making::list(call.store(), director).await?;
    let made = made::told(call, director).await?;
    let content = view! {
        {made.as_ref().map(made::card)}
        {form(divisions, typed)}
        {table(rows, call.store().clock.today())}
    };
    let page = call.page("登记链接", &director.account().view(), act, content);
    Ok(if made.is_some() { made::taken(call, page) } else { page })
}

/// The form that makes a link.
fn form(divisions: Vec<(String, String)>, typed: &[(String, String)]) -> AnyView {
    let personal = last_value(typed, "kind") == "personal";
    let (division, days) = (last_value(typed, "division"), last_value(typed, "days"));
    let options: Vec<_> = divisions
        .into_iter()
        .map(|(code, name)| {
            let selected = code == division;
            view! { <option value=code selected=selected>{name}</option> }
        })
        .collect();
    let lengths = DAYS.map(|length| {
        let word = length.to_string();
        let selected = if days.is_empty() { length == USUAL_DAYS } else { days == word };
        view! { <option value=word selected=selected>{format!("{length}天")}</option> }
    });
    view! {
        <form method="post" action=LIST class="card no-print" data-typed="">
            <h2>"生成新链接"</h2>
            <fieldset class="field-plain">
                <legend>"给谁用"</legend>
                <div class="choices">
                    <label class="choice">
                        <input type="radio" name="kind" value="village" checked=!personal/>
                        <span>"全村（社区）：印成二维码海报张贴，许多家庭扫同一个码，各填各的"</span>
                    </label>
                    <label class="choice">
                        <input type="radio" name="kind" value="personal" checked=personal/>
                        <span>"一个家庭：发给家长，之后还能用它查看结果和修改"</span>
                    </label>
                </div>
            </fieldset>
            <div class="filter-grid">
                <label class="sub">"村（社区）" <select class="input" name="division" required>{options}</select></label>
                <label class="sub">"有效期" <select class="input" name="days">{lengths.collect_view()}</select></label>
            </div>
            <label class="sub">
                "备注（只有工作人员看得到，可不填；请不要写孩子的姓名和证件号）"
                <input class="input" type="text" name="note" maxlength="100" autocomplete="off" value=last_value(typed, "note").to_owned()/>
            </label>
            <button class="button button-main" type="submit">"生成链接"</button>
        </form>
    }
    .erase()
}

/// The links made so far.
fn table(rows: Vec<LinkRow>, today: Date) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="empty no-print">"暂无登记链接。"</p> }.erase();
    }
    let rows: Vec<_> = rows.into_iter().map(|row| line(row, today)).collect();
    view! {
        <form method="post" action=LIST class="card no-print">
            <h2>"已生成的链接"</h2>
            <p class="small">"链接的地址只在生成时显示一次。链接遗失的，请停用后重新生成；已经提交的登记不受影响。"</p>
            <ul class="links">{rows}</ul>
        </form>
    }
    .erase()
}

fn line(row: LinkRow, today: Date) -> AnyView {
    let open = row.revoked_at.is_none() && row.expires_on >= today;
    let state = match row.revoked_at {
        Some(at) => view! { <span class="tag">"已停用 " {time::day(at)}</span> }.erase(),
        None if !open => view! { <span class="tag">"已过期"</span> }.erase(),
        None => {
            view! { <span class="tag tag-done">{Icon::Check.view()} "有效到 " {chinese(row.expires_on)}</span> }.erase()
        }
    };
    let name = kind(row.kind);
    let label = format!("停用{name}：{} {}", row.division_name, row.note);
    view! {
        <li>
            <div class="link-words">
                <p><strong>{name}</strong> " · " {row.division_name.clone()} " " {state}</p>
                {(!row.note.is_empty()).then(|| view! { <p>{row.note.clone()}</p> })}
                <p class="small">{time::day(row.created_at)} " 生成 · 已收到 " {row.used} " 份登记"</p>
            </div>
            {open.then(|| view! {
                <button
                    class="button button-small button-danger"
                    type="submit"
                    name="go"
                    value=format!("revoke:{}", row.id)
                    aria-label=label.clone()
                    data-ask=format!("{}？停用后不能恢复。", label.trim_end())
                >
                    "停用"
                </button>
            })}
        </li>
    }
    .erase()
}

/// The kind in words.
const fn kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Personal => "一个家庭的链接",
        LinkKind::Village => "全村（社区）二维码",
    }
}
