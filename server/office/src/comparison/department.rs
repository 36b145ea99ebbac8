//! `/department`: the batches that a department was sent.

use app::addresses::comparison as addresses;
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::response::Response;
use backend::comparison::{self, DepartmentBatch};
use domain::values::date::chinese;
use gate::Refusal;
use leptos::prelude::*;

use crate::call::{Act, Call};

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let batches = comparison::batches(call.store(), &account).await?;
    let lines: Vec<_> = batches.iter().map(line).collect();
    let content = view! {
        <section class="card">
            <h2>"发给本部门的批次"</h2>
            <p class="small">"只用于核实流动儿童和留守儿童的登记，请勿另作他用。批次关闭30天后不再显示。"</p>
            {if lines.is_empty() { view! { <p class="empty">"现在没有需要反馈的批次。"</p> }.erase() } else { view! { <ul class="links">{lines}</ul> }.erase() }}
        </section>
    };
    Ok(call.page("比对批次", &account.view(), Act::NONE, content.erase()))
}

fn line(one: &DepartmentBatch) -> AnyView {
    let row = &one.row;
    let late = one.overdue.then(|| view! { <span class="tag tag-attention">"已逾期"</span> });
    let due = comparison::due_on(row).map(|day| format!("，请在{}前反馈", chinese(day)));
    view! {
        <li>
            <div class="link-words">
                <p><a href=addresses::department_batch(&row.id.to_string())>{row.number.clone()}</a> " " <span class="tag">{one.state.label()}</span> " " {late}</p>
                <p>{format!("{}条，已反馈{}条", row.rows, row.answered)} {due}</p>
                <p class="small">"发出：" {row.sent_at.map(time::moment)}</p>
            </div>
        </li>
    }
    .erase()
}
