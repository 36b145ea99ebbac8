//! `/audit/export`: what a search finds leaves the register as a file, with what proves it.

use app::addresses::audit::{self, EXPORT};
use app::ui::erase::Erase as _;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use backend::access::accounts::Auditor;
use backend::auditing::{self, Format, MAX_EXPORTED, Purpose, Wanted};
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Pairs, Refusal, last_value};
use leptos::prelude::*;

use super::form;
use crate::call::{Act, Call, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call, Query(asked): Query<Pairs>) -> Result<Response, Refusal> {
    let by = exporting(&call).await?;
    Ok(page(&call, &by, &asked, Act::NONE))
}

/// Gives the file.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = exporting(&call).await?;
    if let Some(typed) = given_back(&pairs) {
        return Ok(page(&call, &by, &typed, Act::NONE));
    }
    call.caller.step_up(Action::AuditExport).await?;
    match file(&call, &by, &pairs).await {
        Ok(file) => Ok(file),
        Err(refusal) => Ok(page(&call, &by, &pairs, Act::refused(&again(refusal)?))),
    }
}

async fn exporting(call: &Call) -> Result<Auditor, Refusal> {
    let by = call.caller.auditor().await?;
    if by.account().may(Action::AuditExport) { Ok(by) } else { Err(Problem::Forbidden.into()) }
}

async fn file(call: &Call, by: &Auditor, pairs: &[(String, String)]) -> Result<Response, Refusal> {
    let chosen = |field: &str| last_value(pairs, field).to_owned();
    let none = |field: &str| Problem::Invalid { field: field.into(), message: "请从列表中选择".into() };
    let purpose = Purpose::from_code(&chosen("purpose")).ok_or_else(|| none("purpose"))?;
    let format = Format::from_code(&chosen("format")).ok_or_else(|| none("format"))?;
    let wanted = form::wanted(pairs).with_days(call.store());
    let export = auditing::export(call.store(), by, &wanted, purpose, format).await?;
    let kind = if format == Format::Csv { "text/csv; charset=utf-8" } else { "application/jsonl" };
    let name = format!("attachment; filename=\"audit-{}.{}\"", call.store().clock.today(), format.code());
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], export.bytes).into_response())
}

fn page(call: &Call, by: &Auditor, typed: &[(String, String)], act: Act<'_>) -> Response {
    let wanted = form::wanted(typed).with_days(call.store());
    let content = view! {
        <form method="post" action=EXPORT class="card">
            <p>{words(&wanted)}</p>
            {hidden(&wanted)}
            <div class="filter-grid">
                <label class="sub">"用途" <select class="input" name="purpose" required>{options(Purpose::ALL.iter().map(|one| (one.code(), one.label())), last_value(typed, "purpose"))}</select></label>
                <label class="sub">"格式" <select class="input" name="format" required>{options(Format::ALL.iter().map(|one| (one.code(), one.label())), last_value(typed, "format"))}</select></label>
            </div>
            <button class="button button-main" type="submit">"导出"</button>
            <p class="small">{format!("一次最多{MAX_EXPORTED}条。文件附有校验数据，收到的人不连系统也能核对有没有改动。导出会记入审计日志，请妥善保管，用完删除。")}</p>
        </form>
        <p><a href=audit::found(&form::query(&wanted, &[]))>"回到查询结果"</a></p>
    };
    call.page("导出审计日志", &by.account().view(), act, content.erase())
}

/// The search again, as it goes along.
fn hidden(wanted: &Wanted) -> AnyView {
    let inputs = wanted.pairs().into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value.to_owned()/> }
    });
    inputs.collect_view().erase()
}

fn options<'a>(codes: impl Iterator<Item = (&'a str, &'static str)>, chosen: &str) -> AnyView {
    let options: Vec<_> = codes
        .map(|(code, label)| view! { <option value=code.to_owned() selected=code == chosen>{label}</option> })
        .collect();
    options.erase()
}

/// What leaves, in words.
fn words(wanted: &Wanted) -> String {
    let narrowed = wanted.pairs().len() > 2;
    let more = if narrowed { "、符合刚才其他条件" } else { "" };
    format!("导出{}至{}{more}的记录。", wanted.from, wanted.to)
}
