//! `/retention/{id}/certificate`: what was erased, by whose word and with which key destroyed, to be printed and kept.

use app::addresses::retention;
use app::paper::print_button;
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::audit::rows::heads;
use backend::erasure::tables::erasure_item;
use backend::erasure::{self, BatchView};
use domain::problem::Problem;
use gate::{Refusal, parse_id};
use leptos::prelude::*;

use super::words;
use crate::call::{Act, Call};

pub(super) async fn show(call: Call, Path(id): Path<String>) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let shown = erasure::one(call.store(), &account, parse_id(&id)?).await?;
    if shown.batch.state != "done" {
        return Err(Problem::NotFound.into());
    }
    let head = heads::newest(&call.store().db).await.map_err(Refusal::from)?;
    let signed = head.map(|head| {
        let key = head.key_id.clone();
        let (root, signature) = (hex(&head.root), hex(&head.signature));
        view! {
            <p class="small">{format!("审计日志的签名（{}，密钥{key}）", time::moment(head.at))}</p>
            <p class="id">{root}</p>
            <p class="id">{signature}</p>
        }
    });
    let content = view! {
        {print_button("打印")}
        <section class="card">
            {told(&shown)}
            {table(&shown.items)}
            <p>"登记的密钥已销毁，库内密文不能再打开。已下载到手机、导出或打印的内容，以及尚未到期的备份，不在本证明之内：手机在下次联网时删除，备份最长35天，恢复备份时按删除记录再次删除。"</p>
            {signed}
        </section>
        <p class="no-print"><a href=retention::list(&id)>"回到清单"</a></p>
    };
    Ok(call.page("删除证明", &account.view(), Act::NONE, content.erase()))
}

fn told(shown: &BatchView) -> AnyView {
    let batch = &shown.batch;
    let erased: Vec<&erasure_item::Model> = shown.items.iter().filter(|one| one.state == "erased").collect();
    let rows: i64 = erased.iter().map(|one| one.rows).sum();
    let at = |at: Option<i64>| at.map(time::moment).unwrap_or_default();
    view! {
        <h2>{batch.number.clone()}</h2>
        <dl class="facts">
            <div><dt>"原因"</dt><dd>{words::origin(batch)}</dd></div>
            <div><dt>"提出"</dt><dd>{batch.asker.clone()}</dd></div>
            <div><dt>"审批"</dt><dd>{batch.decider.clone()} " " {at(batch.decided_at)}</dd></div>
            <div><dt>"执行"</dt><dd>{at(batch.done_at)}</dd></div>
            <div><dt>"删除登记"</dt><dd>{format!("{}条，数据{rows}行", erased.len())}</dd></div>
        </dl>
    }
    .erase()
}

fn table(items: &[erasure_item::Model]) -> AnyView {
    let rows: Vec<_> = items
        .iter()
        .map(|one| {
            let key = if one.fingerprint.is_empty() { "—".to_owned() } else { one.fingerprint.clone() };
            view! {
                <tr>
                    <td data-label="登记编号">{one.receipt_no.clone()}</td>
                    <td data-label="种类">{words::rule(&one.rule)}</td>
                    <td data-label="情况">{words::stands(one)}</td>
                    <td data-label="数据行">{one.rows}</td>
                    <td data-label="密钥指纹"><span class="id">{key}</span></td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="events">
            <thead><tr><th scope="col">"登记编号"</th><th scope="col">"种类"</th><th scope="col">"情况"</th><th scope="col">"数据行"</th><th scope="col">"密钥指纹"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .erase()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
