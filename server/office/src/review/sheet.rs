//! `/review/{id}/print`: the record on the ministry's sheet.

use app::paper::{paper, print_button};
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::divisions::names;
use backend::review;
use domain::form::Value;
use domain::forms::{form, keys};
use domain::values::date;
use gate::{Refusal, parse_id};
use leptos::prelude::*;

use crate::call::Call;

pub(super) async fn show(call: Call, Path(id): Path<String>) -> Result<Response, Refusal> {
    let reviewer = call.caller.reviewer().await?;
    let printed = review::print(call.store(), &reviewer, parse_id(&id)?).await?;
    let (record, number) = (printed.view, printed.number);
    let mark = format!("打印编号 {number}　{}　{}", reviewer.account().display_name(), time::moment(printed.at));
    let form = form(record.row.form);
    let mut answers = record.answers;
    if answers.get(keys::REPORT_DATE).is_none() {
        answers.set(keys::REPORT_DATE.name(), Value::Text(date::format(record.report_date)));
    }
    let own = reviewer.account().division().to_string();
    let unit = names::name_in_words(answers.text(keys::REPORTING_UNIT).unwrap_or(&own))?;
    let content = view! {
        {print_button("打印")}
        <p class="print-mark">{mark}</p>
        {paper(form, Some(&answers), unit)}
    };
    Ok(call.sheet(form.title, content))
}
