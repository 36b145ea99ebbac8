//! `/granted/{id}`: a record that a grant opens, to be read only.

use app::addresses::grants::{self, LIST};
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::grants::{GrantedView, granted};
use domain::form::Part;
use gate::{Refusal, parse_id};
use leptos::prelude::*;

use crate::call::{Act, Call};

pub(super) async fn show(call: Call, Path(id): Path<String>) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let view = granted(call.store(), &account, parse_id(&id)?).await?;
    Ok(call.page("查阅登记", &account.view(), Act::NONE, content(&view)))
}

fn content(view: &GrantedView) -> AnyView {
    let line = &view.line;
    let until = format!("可以查看到 {}。每次查看都会记入审计日志。", time::moment(line.ends_at));
    let strip = if line.emergency {
        view! {
            <div class="notice notice-error" role="status"><h2>{Icon::Alert.view()} " 紧急查阅"</h2><p>{until}</p></div>
        }
        .erase()
    } else {
        view! { <p class="small">{until}</p> }.erase()
    };
    let parts: Vec<_> = view.parts.iter().map(|(part, rows)| card(*part, rows)).collect();
    let record = line.record.to_string();
    let reveals: Vec<_> = view
        .reveals
        .iter()
        .map(|one| {
            let to = grants::reveal(&record, &one.group);
            view! { <a class="button button-small" href=to>{format!("查看全文：{}", one.label)}</a> " " }
        })
        .collect();
    let ledger = (!view.ledger.is_empty()).then(|| format!("重点关爱：{}", view.ledger.join("、")));
    view! {
        {strip}
        <section class="card">
            <h2>{line.child_name.clone()}</h2>
            <p>{format!("登记编号 {} · {} · {}", line.receipt_no, view.form.label(), view.state.label())}</p>
            {view.verdict.map(|class| view! { <p>{format!("认定结果：{class}")}</p> })}
            {ledger.map(|words| view! { <p>{words}</p> })}
            {(!reveals.is_empty()).then(|| view! { <p>{reveals}</p> })}
        </section>
        {parts}
        <p><a href=LIST>"回到查阅"</a></p>
    }
    .erase()
}

fn card(part: Part, rows: &[(String, String)]) -> AnyView {
    let rows: Vec<_> = rows
        .iter()
        .map(|(label, words)| view! { <div><dt>{label.clone()}</dt><dd>{words.clone()}</dd></div> })
        .collect();
    view! { <section class="card"><h2>{app::review::record::answers::title(part)}</h2><dl class="facts">{rows}</dl></section> }.erase()
}
