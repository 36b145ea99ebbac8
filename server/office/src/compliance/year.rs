//! `/compliance/{year}`: the pack of a year, to be printed; the same for programs.

use app::addresses::compliance::{self, YEARS};
use app::paper::print_button;
use app::ui::erase::Erase as _;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use backend::access::accounts::PackReader;
use backend::compliance::{Pack, Section, pack};
use domain::access::Action;
use domain::problem::Problem;
use gate::Refusal;
use leptos::prelude::*;

use crate::call::{Act, Call};

pub(super) async fn show(call: Call, Path(year): Path<String>) -> Result<Response, Refusal> {
    let (by, pack) = made(&call, &year).await?;
    let sections: Vec<_> = pack.sections.iter().map(section).collect();
    let content = view! {
        {print_button("打印")}
        <p>{format!("{}　{}年　制表 {}", pack.area, pack.year, pack.made_at)}</p>
        {sections}
        <p class="no-print"><a href=compliance::file(pack.year)>"下载数据（JSON）"</a> " " <a href=YEARS>"其他年份"</a></p>
    };
    Ok(call.page("年度合规审计材料", &by.account().view(), Act::NONE, content.erase()))
}

/// The same as JSON.
pub(super) async fn file(call: Call, Path(year): Path<String>) -> Result<Response, Refusal> {
    let (_, pack) = made(&call, &year).await?;
    let bytes = serde_json::to_vec_pretty(&pack).map_err(|error| Refusal::from(backend::Error::from(error)))?;
    let name = format!("attachment; filename=\"compliance-{}.json\"", pack.year);
    let kind = "application/json; charset=utf-8".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

async fn made(call: &Call, year: &str) -> Result<(PackReader, Pack), Refusal> {
    let by = call.caller.pack_reader().await?;
    let year: i16 = year.parse().map_err(|_| Problem::NotFound)?;
    call.caller.step_up(Action::AuditPack).await?;
    let pack = pack(call.store(), &by, year).await?;
    Ok((by, pack))
}

fn section(section: &Section) -> AnyView {
    let columns = &section.columns;
    let heads: Vec<_> = columns.iter().map(|column| view! { <th scope="col">{*column}</th> }).collect();
    let row = |cells: &Vec<String>| {
        let cells: Vec<_> = columns
            .iter()
            .zip(cells)
            .map(|(column, cell)| view! { <td data-label=*column>{cell.clone()}</td> })
            .collect();
        view! { <tr>{cells}</tr> }
    };
    let rows: Vec<_> = section.rows.iter().map(row).collect();
    let table = if rows.is_empty() {
        view! { <p class="empty">"没有。"</p> }.erase()
    } else {
        view! { <table class="events"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table> }.erase()
    };
    view! { <section class="card"><h2>{section.title}</h2>{table}</section> }.erase()
}
