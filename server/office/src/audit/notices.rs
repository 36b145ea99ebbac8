//! `/audit/notices`: reading out of the ordinary, and what became of it.

use app::addresses::audit::NOTICES;
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::textarea;
use app::ui::time;
use axum::response::Response;
use backend::access::accounts::AlertHandler;
use backend::auditing::{self, AlertLine, Rule};
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;

use super::words;
use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let by = call.caller.alert_handler().await?;
    page(&call, &by, &[], Act::NONE).await
}

/// Closes the notice whose button was pressed: `close:county:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = call.caller.alert_handler().await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &by, &typed, Act::NONE).await;
    }
    call.caller.step_up(Action::AuditNotice).await?;
    match closed(&call, &by, &pairs).await {
        Ok(()) => call.done(NOTICES, "已处理这条提醒。"),
        Err(refusal) => page(&call, &by, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn closed(call: &Call, by: &AlertHandler, pairs: &[(String, String)]) -> Result<(), Refusal> {
    let parts: Vec<&str> = last_value(pairs, GO).split(':').collect();
    let ["close", county, id] = parts[..] else { return Err(Problem::NotFound.into()) };
    let words = last_value(pairs, &input_of(id));
    Ok(auditing::close_alert(call.store(), by, county, parse_id(id)?, words).await?)
}

/// The name of the input with the words for a notice.
fn input_of(id: &str) -> String {
    format!("words-{id}")
}

async fn page(call: &Call, by: &AlertHandler, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let all = auditing::alerts(call.store(), by).await?;
    let several = by.counties().len() > 1;
    let open: Vec<_> = all.open.iter().map(|one| waiting(one, several, typed)).collect();
    let closed: Vec<_> = all.closed.iter().map(|one| settled(one, several)).collect();
    let none = open.is_empty();
    let content = view! {
        <form method="post" action=NOTICES class="card" data-typed="">
            <h2>"待处理"</h2>
            <p class="small">"系统发现查阅情况和平时不一样时提醒，只说明是谁、哪一类情况，不含登记内容。请向本人和所在单位核实，写明结果后处理。不能处理自己的提醒。"</p>
            {if none { view! { <p class="empty">"没有待处理的提醒。"</p> }.erase() } else { view! { <ul class="links">{open}</ul> }.erase() }}
        </form>
        {(!closed.is_empty()).then(|| view! { <section class="card"><h2>"已处理"</h2><ul class="links">{closed}</ul></section> })}
    };
    Ok(call.page("异常提醒", &by.account().view(), act, content.erase()))
}

/// A notice that waits, with the input for its words.
fn waiting(line: &AlertLine, several: bool, typed: &[(String, String)]) -> AnyView {
    let id = line.alert.id.to_string();
    let name = input_of(&id);
    let said = last_value(typed, &name).to_owned();
    let close = (!line.own).then(|| {
        view! {
            <div class="stack-tight">
                <label class="sub">"核查情况和处理结果" <textarea class="input" name=name rows="2" maxlength="500">{textarea::words(&said)}</textarea></label>
                <button class="button button-small button-main" type="submit" name=GO value=format!("close:{}:{id}", line.alert.county_code) aria-label=format!("处理：{}", title(line))>"处理"</button>
            </div>
        }
    });
    let own = line.own.then(|| view! { <p class="small">"这条提醒是关于您本人的，要由另一个人处理。"</p> });
    view! { <li><div class="link-words">{told(line, several)} {own}</div>{close}</li> }.erase()
}

/// A notice that was closed, with by whom and how.
fn settled(line: &AlertLine, several: bool) -> AnyView {
    let at = line.alert.closed_at.unwrap_or_default();
    let (by, said) = line.closed.clone().unwrap_or_default();
    view! {
        <li>
            <div class="link-words">
                {told(line, several)}
                <p class="said">{said}</p>
                <p class="small">{Icon::Check.view()} " " {by} " " {time::moment(at)} " 处理"</p>
            </div>
        </li>
    }
    .erase()
}

fn told(line: &AlertLine, several: bool) -> AnyView {
    let alert = &line.alert;
    let role = words::role(&alert.role);
    let who = match (line.who.as_str(), role.as_str()) {
        ("", "") => String::new(),
        ("", role) => role.to_owned(),
        (who, "") => who.to_owned(),
        (who, role) => format!("{who}（{role}）"),
    };
    let place = several.then(|| words::division(&alert.county_code));
    view! {
        <p><strong>{title(line)}</strong> {(!who.is_empty()).then(|| format!(" · {who}"))}</p>
        <p class="small">{time::moment(alert.at)} {counted(line)} {place.map(|place| format!(" · {place}"))}</p>
    }
    .erase()
}

fn title(line: &AlertLine) -> String {
    line.rule.map_or(line.alert.rule.as_str(), |rule| rule.label()).to_owned()
}

/// How many were counted, where a number says something.
fn counted(line: &AlertLine) -> Option<String> {
    let unit = match line.rule? {
        Rule::OutOfHours | Rule::AnchorOld | Rule::PasskeyCopied => return None,
        Rule::LaneLost => "个序号",
        Rule::RetentionLapsed => "条登记",
        _ => "次",
    };
    Some(format!(" · {}{unit}", line.alert.counted))
}
