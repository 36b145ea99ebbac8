//! `/breaches/touched`: which records an account opened or took out in a period, so that their families can be told.

use app::addresses::breaches::{LIST, TOUCHED};
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::extract::Query;
use axum::response::Response;
use backend::breaches::{AskedTouched, Touched, touched};
use domain::values::date;
use gate::{Pairs, Refusal, last_value};
use leptos::prelude::*;

use crate::call::{Act, Call, again};

/// The form, and what was found when something is asked.
pub(super) async fn show(call: Call, Query(asked): Query<Pairs>) -> Result<Response, Refusal> {
    let by = call.caller.breach_keeper().await?;
    let value = |name: &str| last_value(&asked, name).to_owned();
    let mut found = None;
    let mut refusal = None;
    if !value("username").is_empty() {
        let day = |name: &str| date::parse(last_value(&asked, name)).ok();
        let wanted = AskedTouched { username: value("username"), from: day("from"), to: day("to") };
        match touched(call.store(), &by, &wanted).await {
            Ok(records) => found = Some(records),
            Err(error) => refusal = Some(again(error.into())?),
        }
    }
    let content = view! {
        <form method="get" action=TOUCHED class="card">
            <h2>"查账号"</h2>
            <p class="small">"列出这个账号在这段时间打开、查看全文、打印、下载到手机或导出过的登记。列表里只看到脱敏内容的不算。每次查询都会记入审计日志。"</p>
            <div class="filter-grid">
                <label class="sub">"用户名" <input class="input" name="username" maxlength="60" value=value("username")/></label>
                <label class="sub">"从" <input class="input" type="date" name="from" value=value("from")/></label>
                <label class="sub">"到" <input class="input" type="date" name="to" value=value("to")/></label>
            </div>
            <button class="button button-main" type="submit">"查询"</button>
        </form>
        {found.map(|found| result(&found))}
        <p><a href=LIST>"回到安全事件"</a></p>
    };
    let act = refusal.as_ref().map_or(Act::NONE, Act::refused);
    Ok(call.page("账号查看过的登记", &by.account().view(), act, content.erase()))
}

fn result(found: &Touched) -> AnyView {
    let rows: Vec<_> = found
        .records
        .iter()
        .map(|one| {
            let number = if one.receipt_no.is_empty() { one.record.to_string() } else { one.receipt_no.clone() };
            view! {
                <tr>
                    <td data-label="登记编号">{number}</td>
                    <td data-label="方式">{one.how.join("、")}</td>
                    <td data-label="最早">{time::moment(one.first_at)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="card">
            <h2>{format!("{}：{}条登记", found.who, found.records.len())}</h2>
            <table class="events">
                <thead><tr><th scope="col">"登记编号"</th><th scope="col">"方式"</th><th scope="col">"最早"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .erase()
}
