//! `/department/{id}`: the rows of a batch, twenty a page, each with its form; what it leads to is shown after saving.

use app::addresses::comparison::{self as addresses, DEPARTMENT};
use app::ui::erase::Erase as _;
use axum::extract::{Path, Query};
use axum::response::Response;
use backend::access::accounts::Account;
use backend::comparison::{self, Channel, DepartmentBatch, DepartmentRow, Filled, Taken};
use domain::comparison::columns::{Kind, ReturnedColumn, returned};
use domain::comparison::{Item, Outcome, RowError, Statement};
use domain::form::Department;
use domain::problem::Problem;
use domain::values::date::chinese;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

/// Where a page begins.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Place {
    #[serde(default)]
    after: i32,
}

/// What became of the row that was saved.
#[derive(Default)]
struct Saved {
    row: i32,
    outcomes: Vec<(Item, Outcome)>,
    errors: Vec<RowError>,
    said: Option<&'static str>,
}

pub(super) async fn show(call: Call, Path(id): Path<String>, Query(place): Query<Place>) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, (parse_id(&id)?, place), (&[], &Saved::default()), Act::NONE).await
}

/// Saves a row (`row:7`), takes the batch over (`acknowledge`), or says of all rows that there is no record (`none`).
pub(super) async fn act(
    call: Call,
    Path(id): Path<String>,
    Query(place): Query<Place>,
    Form(pairs): Form,
) -> Result<Response, Refusal> {
    let (account, id) = (call.caller.account().await?, parse_id(&id)?);
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, (id, place), (&typed, &Saved::default()), Act::NONE).await;
    }
    let store = call.store();
    let go = last_value(&pairs, GO);
    if go == "acknowledge" {
        comparison::acknowledge(store, &account, id, None).await?;
        return call.done(&addresses::department_batch(&id.to_string()), "已签收。");
    }
    let Some(no) = go.strip_prefix("row:").and_then(|no| no.parse::<i32>().ok()) else {
        return Err(Problem::NotFound.into());
    };
    let filled: Filled = pairs.iter().filter(|(name, _)| name != GO).cloned().collect();
    let saved = match comparison::answer(store, &account, id, no, &filled, Channel::Screen).await {
        Ok(Ok(Taken::Answered(outcomes))) => Saved { row: no, outcomes, said: Some("已保存"), ..Saved::default() },
        Ok(Ok(Taken::Same)) => {
            Saved { row: no, said: Some("与已保存的内容一样，没有变化"), ..Saved::default() }
        }
        Ok(Ok(Taken::Empty)) => {
            Saved { row: no, said: Some("这一行没有填写，不算反馈"), ..Saved::default() }
        }
        Ok(Err(errors)) => Saved { row: no, errors, ..Saved::default() },
        Err(error) => {
            let refusal = again(error.into())?;
            return page(
                &call,
                &account,
                (id, place),
                (&pairs, &Saved { row: no, ..Saved::default() }),
                Act::refused(&refusal),
            )
            .await;
        }
    };
    let wrong = !saved.errors.is_empty();
    let refusal: Refusal = Problem::Invalid {
        field: "row".into(),
        message: format!("第{no}行有需要改正的内容，没有保存。"),
    }
    .into();
    let act = if wrong { Act::refused(&refusal) } else { Act::NONE };
    page(&call, &account, (id, place), (if wrong { &pairs } else { &[] }, &saved), act).await
}

async fn page(
    call: &Call,
    account: &Account,
    (id, place): (Uuid, Place),
    (typed, saved): (&[(String, String)], &Saved),
    act: Act<'_>,
) -> Result<Response, Refusal> {
    let batch = comparison::open_batch(call.store(), account, id).await?;
    let rows = comparison::rows_of(call.store(), account, &batch, place.after, comparison::PAGE).await?;
    let department = Department::from_exchange_code(&batch.row.department).unwrap_or(Department::None);
    let headings: Vec<&'static str> =
        comparison::columns(department, call.store()).into_iter().map(|(column, _)| column.label()).collect();
    let next = rows.last().map(|row| row.no).filter(|last| *last < batch.row.rows);
    let shown: Vec<_> = rows
        .iter()
        .map(|row| {
            one(&batch, row, &headings, place, if saved.row == row.no { (typed, Some(saved)) } else { (&[][..], None) })
        })
        .collect();
    let content = view! {
        {head(&batch)}
        <ol class="stack batch-rows">{shown}</ol>
        <p class="button-row">
            {(place.after > 0).then(|| view! { <a class="button" href=addresses::department_batch(&id.to_string())>"从头看"</a> })}
            {next.map(|after| view! { <a class="button" href=addresses::department_rows(&id.to_string(), after)>"下一页"</a> })}
        </p>
        <p><a href=DEPARTMENT>"回到批次列表"</a></p>
    };
    Ok(call.page("反馈比对结果", &account.view(), act, content.erase()))
}

fn head(batch: &DepartmentBatch) -> AnyView {
    let row = &batch.row;
    let id = row.id.to_string();
    let due = comparison::due_on(row).map(|day| format!("，请在{}前反馈", chinese(day)));
    let late = batch.overdue.then(|| view! { <span class="tag tag-attention">"已逾期"</span> });
    let take = row.received_at.is_none().then(|| {
        view! {
            <form method="post" action=addresses::department_batch(&id)>
                <button class="button" type="submit" name=GO value="acknowledge">"签收"</button>
            </form>
        }
    });
    view! {
        <section class="card">
            <h2>{row.number.clone()} " " <span class="tag">{batch.state.label()}</span> " " {late}</h2>
            <p>{format!("{}条，已反馈{}条", row.rows, row.answered)} {due}</p>
            <p class="small">"可以在本页一行一行填写，也可以下载表格填好后导入。请按本部门掌握的情况填写；没有填写的行不算反馈。"</p>
            <div class="button-row">
                {take}
                <a class="button" href=addresses::sheet(&id)>"下载表格（.xlsx）"</a>
            </div>
            <form method="post" action=addresses::sheet(&id) enctype="multipart/form-data" class="stack-tight">
                <label class="sub">"填好的表格（.xlsx，或CSV）" <input class="input" type="file" name="sheet" required accept=".xlsx,.csv"/></label>
                <div class="button-row">
                    <button class="button" type="submit" name=GO value="check">"先核对，不导入"</button>
                    <button class="button button-main" type="submit" name=GO value="import">"导入"</button>
                </div>
            </form>
        </section>
    }
    .erase()
}

fn one(
    batch: &DepartmentBatch,
    row: &DepartmentRow,
    headings: &[&'static str],
    place: Place,
    (typed, saved): (&[(String, String)], Option<&Saved>),
) -> AnyView {
    let id = batch.row.id.to_string();
    let action =
        if place.after > 0 { addresses::department_rows(&id, place.after) } else { addresses::department_batch(&id) };
    // Number and key of the row stand in the sheet; on the page nobody needs them.
    let facts: Vec<_> = headings
        .iter()
        .zip(&row.cells)
        .skip(3)
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(heading, cell)| view! { <div><dt>{*heading}</dt><dd>{cell.clone()}</dd></div> })
        .collect();
    let said: Vec<_> = row
        .said
        .iter()
        .map(|(item, answer)| view! { <li>{item.label()} "：" {said(&answer.says)} " " {answer.note.clone()}</li> })
        .collect();
    let open = saved.is_some() || row.said.is_empty();
    let fields: Vec<_> =
        returned(&row.items).map(|column| field(row.no, column, last_value(typed, column.key))).collect();
    let name = row.cells.get(3).cloned().unwrap_or_default();
    view! {
        <li class="card" id=format!("row-{}", row.no)>
            <h3>{format!("{}. {name}", row.no)}</h3>
            <dl class="facts">{facts}</dl>
            {saved.map(told)}
            {(!said.is_empty()).then(|| view! { <ul class="small">{said}</ul> })}
            <details open=open>
                <summary>"填写反馈"</summary>
                <form method="post" action=format!("{action}#row-{}", row.no) class="stack-tight" data-typed="">
                    {fields}
                    <button class="button button-main" type="submit" name=GO value=format!("row:{}", row.no) aria-label=format!("保存第{}行", row.no)>"保存"</button>
                </form>
            </details>
        </li>
    }
    .erase()
}

/// What became of the row: what is wrong with it, or what the answer means.
fn told(saved: &Saved) -> AnyView {
    let errors: Vec<_> =
        saved.errors.iter().map(|error| view! { <li>{error.column} "：" {error.message.clone()}</li> }).collect();
    let outcomes: Vec<_> = saved
        .outcomes
        .iter()
        .map(|(item, outcome)| {
            let notes = outcome.notes.iter().map(|note| note.label()).collect::<Vec<_>>().join("；");
            view! { <li>{item.label()} "：" {outcome.state.label()} " " {notes}</li> }
        })
        .collect();
    let class = if errors.is_empty() { "notice notice-done" } else { "notice notice-attention" };
    view! {
        <div class=class role="status">
            {saved.said.map(|words| view! { <p>{words}</p> })}
            <ul>{errors} {outcomes}</ul>
        </div>
    }
    .erase()
}

/// What a department said, in a word.
fn said(says: &Statement) -> &'static str {
    match says {
        Statement::Record(_) => "有记录",
        Statement::NoRecord => "无记录",
        Statement::CannotTell => "无法判定",
        Statement::Agrees => "一致",
        Statement::Corrected => "本部门已更正",
    }
}

fn field(row: i32, column: &'static ReturnedColumn, typed: &str) -> AnyView {
    let id = format!("f-{row}-{}", column.key);
    let typed = typed.to_owned();
    let input = match column.kind {
        Kind::One(choices) => {
            let options: Vec<_> = choices
                .iter()
                .map(|choice| view! { <option value=choice.label selected=choice.label == typed>{choice.label}</option> })
                .collect();
            view! { <select class="input" id=id.clone() name=column.key><option value=""></option>{options}</select> }.erase()
        }
        Kind::Date => view! { <input class="input" id=id.clone() name=column.key value=typed placeholder="2026-11-23" inputmode="numeric" autocomplete="off"/> }.erase(),
        Kind::Place => view! { <input class="input" id=id.clone() name=column.key value=typed placeholder="行政区划代码或名称" autocomplete="off"/> }.erase(),
        Kind::Several(choices) => {
            let list = choices.iter().map(|choice| choice.label).collect::<Vec<_>>().join("、");
            view! { <input class="input" id=id.clone() name=column.key value=typed placeholder=list autocomplete="off"/> }.erase()
        }
        Kind::Text(_) | Kind::Digits(_) | Kind::Name => {
            view! { <input class="input" id=id.clone() name=column.key value=typed autocomplete="off"/> }.erase()
        }
    };
    view! { <div><label for=id>{column.header}</label>{input}</div> }.erase()
}
