//! `/breaches`: those of the area with their clocks, and the form for another one.

use app::addresses::breaches::{self, LIST, TOUCHED};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use app::ui::time;
use axum::response::Response;
use backend::access::accounts::BreachKeeper;
use backend::breaches::{Asked, Breach, Kind, Told, all, record};
use backend::divisions::names;
use backend::store::clock::start_of_day;
use domain::access::Group;
use domain::values::date;
use gate::{Form, Refusal, last_value};
use leptos::prelude::*;

use crate::call::{Act, Call, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let by = call.caller.breach_keeper().await?;
    page(&call, &by, &[], Act::NONE).await
}

/// Records a breach, and leads to it.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = call.caller.breach_keeper().await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &by, &typed, Act::NONE).await;
    }
    let asked = read(&by, &pairs);
    match record(call.store(), &by, &asked).await {
        Ok((id, number)) => {
            let to = breaches::one(&asked.county, &id.to_string());
            call.done(&to, &format!("已登记安全事件{number}。"))
        }
        Err(error) => page(&call, &by, &pairs, Act::refused(&again(error.into())?)).await,
    }
}

fn read(by: &BreachKeeper, pairs: &[(String, String)]) -> Asked {
    let typed = |name: &str| last_value(pairs, name).to_owned();
    let first = || by.counties().first().cloned().unwrap_or_default();
    let groups = pairs.iter().filter(|(name, _)| name == "group");
    Asked {
        county: Some(typed("county")).filter(|county| !county.is_empty()).unwrap_or_else(first),
        kind: Kind::from_code(&typed("kind")),
        found_at: found_at(&typed("found_on"), &typed("found_time")),
        groups: groups.filter_map(|(_, code)| Group::from_code(code)).collect(),
        children: typed("children"),
        what: typed("what"),
    }
}

/// A day and a time of it, in Asia/Shanghai.
fn found_at(day: &str, time: &str) -> Option<i64> {
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let in_a_day = (0..24).contains(&hour) && (0..60).contains(&minute);
    let begins = start_of_day(date::parse(day).ok()?);
    in_a_day.then(|| begins + (hour * 60 + minute) * 60_000)
}

async fn page(call: &Call, by: &BreachKeeper, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let found = all(call.store(), by).await?;
    let lines: Vec<_> = found.iter().map(line).collect();
    let content = view! {
        <section class="card">
            <h2>"已登记的"</h2>
            {if lines.is_empty() { view! { <p class="empty">"还没有登记过安全事件。"</p> }.erase() } else { view! { <ul class="links">{lines}</ul> }.erase() }}
            <p><a href=TOUCHED>"查某个账号打开过、带走过哪些登记"</a></p>
        </section>
        {form(by, typed)?}
    };
    Ok(call.page("安全事件", &by.account().view(), act, content.erase()))
}

fn line(breach: &Breach) -> AnyView {
    let row = &breach.row;
    let to = breaches::one(&row.county_code, &row.id.to_string());
    let state = if row.closed_at.is_some() { "已结案" } else { "处置中" };
    view! {
        <li>
            <div class="link-words">
                <p><a href=to>{row.number.clone()}</a> " " <span class="tag">{state}</span> {format!(" {} · 涉及儿童{}人", breach.kind.label(), row.children)}</p>
                <p class="small">{format!("发现 {}", time::moment(row.found_at))}</p>
                {clock("报告", breach.reported)} " " {clock("告知家庭", breach.told)}
            </div>
        </li>
    }
    .erase()
}

/// A step of the plan, and whether it is late.
pub(super) fn clock(step: &'static str, told: Told) -> AnyView {
    let (class, words) = match told {
        Told::Done { at, in_time: true } => ("tag", format!("{step}：{}", time::moment(at))),
        Told::Done { at, in_time: false } => ("tag tag-attention", format!("{step}：{}，超过时限", time::moment(at))),
        Told::Until(at) => ("tag", format!("{step}：{}前", time::moment(at))),
        Told::Late(at) => ("tag tag-attention", format!("{step}：应在{}前，已超时", time::moment(at))),
    };
    view! { <span class=class>{words}</span> }.erase()
}

fn form(by: &BreachKeeper, typed: &[(String, String)]) -> Result<AnyView, Refusal> {
    let value = |name: &str| last_value(typed, name).to_owned();
    let chosen = |group: Group| typed.iter().any(|(name, code)| name == "group" && code == group.code());
    let kinds: Vec<_> = Kind::ALL
        .iter()
        .map(|kind| view! { <option value=kind.code() selected=kind.code() == value("kind")>{kind.label()}</option> })
        .collect();
    let groups: Vec<_> = Group::ALL
        .iter()
        .map(|group| {
            view! { <label class="choice"><input type="checkbox" name="group" value=group.code() checked=chosen(*group)/><span>{group.label()}</span></label> }
        })
        .collect();
    let counties = match by.counties() {
        [_] => None,
        several => {
            let mut options = Vec::new();
            for code in several {
                let name = names::name_in_words(code)?;
                options.push(view! { <option value=code.clone() selected=*code == value("county")>{name}</option> });
            }
            Some(view! { <label class="sub">"区县" <select class="input" name="county">{options}</select></label> })
        }
    };
    let form = view! {
        <form method="post" action=LIST class="card" data-typed="">
            <h2>"登记安全事件"</h2>
            <p class="small">"发现后先登记再补充。登记后不能删除，只能补记处置、报告和告知的情况。"</p>
            <div class="filter-grid">
                {counties}
                <label class="sub">"类型" <select class="input" name="kind">{kinds}</select></label>
                <label class="sub">"发现日期" <input class="input" type="date" name="found_on" value=value("found_on")/></label>
                <label class="sub">"发现时间" <input class="input" type="time" name="found_time" value=value("found_time")/></label>
                <label class="sub">"涉及儿童人数" <input class="input" name="children" inputmode="numeric" maxlength="7" value=value("children")/></label>
            </div>
            <fieldset class="question-set"><legend class="question">"涉及的内容"</legend>{groups}</fieldset>
            <label class="question" for="what">"发生了什么"</label>
            <textarea class="input" id="what" name="what" rows="4" maxlength="2000">{textarea::words(&value("what"))}</textarea>
            <button class="button button-main" type="submit">"登记"</button>
        </form>
    };
    Ok(form.erase())
}
