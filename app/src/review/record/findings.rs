//! What the checks found, the reasons given for it, and what the key-care ledger says.

use domain::form::{Form, Level};
use domain::view::review::RecordView;
use leptos::prelude::*;

use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;

/// Alerts stand before everything else.
pub(crate) fn urgent(record: &RecordView) -> AnyView {
    let alerts: Vec<_> = record
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Alert)
        .map(|finding| view! { <li><a href=format!("#f-{}", finding.field)>{finding.message.clone()}</a></li> })
        .collect();
    (!alerts.is_empty())
        .then(|| {
            view! {
                <div class="notice notice-error" role="alert">
                    <h2>{Icon::Alert.view()} " 请立即核实"</h2>
                    <ul>{alerts}</ul>
                </div>
            }
        })
        .erase()
}

/// Everything else.
pub(crate) fn findings(form: &'static Form, record: &RecordView) -> AnyView {
    let found: Vec<_> = record
        .findings
        .iter()
        .filter(|finding| finding.level != Level::Alert)
        .map(|finding| {
            let label = form.field(&finding.field).map(domain::form::Field::official_label);
            let reason =
                record.overrides.iter().find(|given| given.rule == finding.rule).map(|given| given.reason.clone());
            view! {
                <li>
                    <a href=format!("#f-{}", finding.field)>{label}</a> "：" {finding.message.clone()}
                    {reason.map(|reason| view! { <p class="said">"填报人说明：" {reason}</p> })}
                </li>
            }
        })
        .collect();
    let ledger: Vec<_> = record
        .ledger
        .iter()
        .map(|trigger| {
            let how = if trigger.automatic {
                "列入重点关爱服务对象信息台账"
            } else {
                "建议列入，请核实"
            };
            view! { <li>{trigger.label()} "：" {how}</li> }
        })
        .collect();
    view! {
        {(!found.is_empty()).then(|| view! {
            <section class="card"><h2>{Icon::Alert.view()} " 提示"</h2><ul class="found">{found}</ul></section>
        })}
        {record.in_ledger.then(|| view! {
            <section class="card">
                <h2>"重点关爱"</h2>
                {if ledger.is_empty() {
                    view! { <p>"列入或建议列入重点关爱服务对象信息台账。"</p> }.erase()
                } else {
                    view! { <ul class="found">{ledger}</ul> }.erase()
                }}
            </section>
        })}
    }
    .erase()
}
