//! `/department/{id}/sheet`: a batch as a sheet to fill in, and the sheet that comes back: checked, or taken.

use app::addresses::comparison as addresses;
use app::ui::erase::Erase as _;
use axum::extract::{FromRequest as _, Multipart, Path, Request};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use backend::comparison::{self, Report};
use backend::sheets::batch_workbook;
use domain::problem::Problem;
use gate::{Refusal, parse_id};
use leptos::prelude::*;

use crate::call::{Act, Call, GO, again};

/// Faults that the page shows; whoever has more begins with these.
const SHOWN: usize = 200;

pub(super) async fn fetch(call: Call, Path(id): Path<String>) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let (name, sheet) = comparison::sheet(call.store(), &account, parse_id(&id)?).await?;
    let disposition = format!("attachment; filename=\"batch.xlsx\"; filename*=UTF-8''{}", encoded(&name));
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, batch_workbook(&sheet)?).into_response())
}

/// A name in a header (RFC 8187): ASCII as it is, everything else by its bytes.
fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let bytes = format!("{name}.xlsx").into_bytes();
    bytes
        .into_iter()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

pub(super) async fn act(call: Call, Path(id): Path<String>, request: Request) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let batch = parse_id(&id)?;
    // Whoever may not is told nothing, before a file is read.
    comparison::open_batch(call.store(), &account, batch).await?;
    let back = addresses::department_batch(&id);
    let (report, confirmed) = match uploaded(&call, &account, batch, request).await {
        Ok(done) => done,
        Err(refusal) => {
            let refusal = again(refusal)?;
            let content = view! { <p><a class="button" href=back>"回到这一批"</a></p> };
            return Ok(call.page("导入反馈", &account.view(), Act::refused(&refusal), content.erase()));
        }
    };
    let faults: Vec<_> = report
        .faults
        .iter()
        .take(SHOWN)
        .map(|fault| {
            view! {
                <tr>
                    <td data-label="行">{fault.line}</td>
                    <td data-label="错误列">{fault.column.clone()}</td>
                    <td data-label="错误代码">{fault.code}</td>
                    <td data-label="说明">{fault.message.clone()}</td>
                </tr>
            }
        })
        .collect();
    let content = view! {
        <section class="card">
            <h2>{words(&report, confirmed)}</h2>
            <p>{format!("与以前相同{}行，没有填写{}行，有问题{}行。", report.same, report.empty, report.faults.len())}</p>
            {(!faults.is_empty()).then(|| view! {
                <table class="events">
                    <thead><tr><th scope="col">"行"</th><th scope="col">"错误列"</th><th scope="col">"错误代码"</th><th scope="col">"说明"</th></tr></thead>
                    <tbody>{faults}</tbody>
                </table>
            })}
            <p><a class="button button-main" href=back>"回到这一批"</a></p>
        </section>
    };
    Ok(call.page("导入反馈", &account.view(), Act::NONE, content.erase()))
}

fn words(report: &Report, confirmed: bool) -> String {
    match (confirmed, report.answered) {
        (true, 0) => "没有新的反馈，没有变化".to_owned(),
        (true, rows) => format!("已导入{rows}行反馈"),
        (false, rows) => format!("核对完成：可以导入{rows}行。现在还没有导入。"),
    }
}

async fn uploaded(
    call: &Call,
    account: &backend::access::accounts::Account,
    batch: uuid::Uuid,
    request: Request,
) -> Result<(Report, bool), Refusal> {
    let wrong = |message: &str| Problem::Invalid { field: "sheet".into(), message: message.into() };
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| wrong("没有收到文件，请重新选择"))?;
    let (mut table, mut confirmed) = (None, false);
    while let Some(part) = form.next_field().await.map_err(|_| wrong("文件没有传完，请重新上传"))? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| wrong("文件没有传完，请重新上传"))?;
        if name == GO {
            confirmed = &bytes[..] == b"import";
        } else if name == "sheet" && !bytes.is_empty() {
            let read = call.office.sheets.read(bytes.to_vec(), &comparison::expected()).await;
            table = Some(read.map_err(|fault| wrong(&fault.message()))?);
        }
    }
    let table = table.ok_or_else(|| wrong("请选择一个文件"))?;
    Ok((comparison::import(call.store(), account, batch, &table, confirmed).await?, confirmed))
}
