//! `/audit`: the form that searches the trail, and a page of what was found. Nothing is searched before somebody asks, since
//! each search is an event.

use app::ui::erase::Erase as _;
use axum::extract::Query;
use axum::response::Response;
use backend::access::accounts::Auditor;
use backend::auditing;
use domain::problem::Problem;
use gate::{Pairs, Refusal, last_value};
use leptos::prelude::*;

use super::{form, list};
use crate::call::{Act, Call};

pub(super) async fn show(call: Call, Query(asked): Query<Pairs>) -> Result<Response, Refusal> {
    let by = call.caller.auditor().await?;
    if asked.is_empty() {
        let content = view! {
            {form::form(&by, &form::wanted(&asked).with_days(call.store()))}
            <p class="empty">"选好条件再查询。每次查询也会记入审计日志。"</p>
        };
        return Ok(call.page("审计日志", &by.account().view(), Act::NONE, content.erase()));
    }
    found(&call, &by, &asked).await
}

async fn found(call: &Call, by: &Auditor, asked: &Pairs) -> Result<Response, Refusal> {
    let wanted = form::wanted(asked).with_days(call.store());
    let after = Some(last_value(asked, form::AFTER)).filter(|after| !after.is_empty());
    let form = form::form(by, &wanted);
    match auditing::search(call.store(), by, &wanted, after).await {
        Ok(page) => {
            let content = view! { {form} {list::found(by, &wanted, page)} };
            Ok(call.page("审计日志", &by.account().view(), Act::NONE, content.erase()))
        }
        Err(error) => match Refusal::from(error) {
            refusal if matches!(refusal.problem, Problem::Invalid { .. }) => {
                Ok(call.page("审计日志", &by.account().view(), Act::refused(&refusal), form))
            }
            refusal => Err(refusal),
        },
    }
}
