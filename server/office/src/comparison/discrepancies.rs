//! `/discrepancies`: what does not agree with departments, of an area; of a department what it was asked to look at again.

use app::addresses::comparison as addresses;
use app::ui::erase::Erase as _;
use axum::response::Response;
use backend::comparison::discrepancy::{self, DiscrepancyLine};
use domain::values::date::chinese;
use gate::Refusal;
use leptos::prelude::*;

use crate::call::{Act, Call};

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let all = discrepancy::list(call.store(), &account).await?;
    let (mine, others): (Vec<_>, Vec<_>) = all.iter().partition(|line| !line.actions.is_empty());
    let content = view! {
        {card("待我办理", "没有待您办理的差异。", &mine)}
        {(!others.is_empty()).then(|| card("其他人正在办理", "", &others))}
    };
    Ok(call.page("差异", &account.view(), Act::NONE, content.erase()))
}

fn card(title: &'static str, none: &'static str, lines: &[&DiscrepancyLine]) -> AnyView {
    let shown: Vec<_> = lines.iter().map(|one| line(one)).collect();
    view! {
        <section class="card">
            <h2>{format!("{title}（{}）", shown.len())}</h2>
            {if shown.is_empty() { view! { <p class="empty">{none}</p> }.erase() } else { view! { <ul class="links">{shown}</ul> }.erase() }}
        </section>
    }
    .erase()
}

fn line(one: &DiscrepancyLine) -> AnyView {
    let to = addresses::discrepancy(&one.record.to_string(), &one.id.to_string());
    let red = one.red.then(|| view! { <span class="tag tag-danger">"重要"</span> });
    let due = one.due_on.map(|(day, late)| {
        let class = if late { "tag tag-attention" } else { "tag" };
        view! { <span class=class>{format!("{}前{}", chinese(day), if late { "，已逾期" } else { "" })}</span> }
    });
    let fields: Vec<&str> = one.differences.iter().map(|(label, ..)| label.as_str()).collect();
    let what = if fields.is_empty() { "部门没有查到".to_owned() } else { fields.join("、") };
    view! {
        <li>
            <div class="link-words">
                <p><a href=to>{one.child_name.clone()} "：" {one.item.label()}</a> " " <span class="tag">{one.state.label()}</span> " " {red} " " {due}</p>
                <p>{what}</p>
                <p class="small number">{one.receipt_no.clone()}</p>
            </div>
        </li>
    }
    .erase()
}
