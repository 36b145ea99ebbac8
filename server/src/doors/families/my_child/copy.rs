//! A copy of a child's record for its guardian: a page to print, or JSON. Each says which copy it is.

use app::addresses::rights;
use app::ui::time;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::rights::{How, MyChild, copied};
use domain::values::date::format as iso;
use gate::{Page, Refusal, parse_id};
use leptos::prelude::*;
use serde_json::json;

use super::one::answers;
use super::{family, refused};
use crate::state::AppState;

pub(super) async fn page(State(state): State<AppState>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let page = copy(&state, &headers, &id, How::Print).await.map(|child| printed(&child, state.store.clock.millis()));
    page.map_or_else(|refusal| refused(&state, &headers, &refusal), |page| page.respond(state.look(&headers)))
}

pub(super) async fn json(State(state): State<AppState>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    match copy(&state, &headers, &id, How::Json).await {
        Ok(child) => file(&child, state.store.clock.millis()),
        Err(refusal) => refused(&state, &headers, &refusal),
    }
}

async fn copy(state: &AppState, headers: &HeaderMap, id: &str, how: How) -> Result<MyChild, Refusal> {
    Ok(copied(&state.store, &family(headers, state)?, parse_id(id)?, how).await?)
}

/// The number of a copy: that of the record, and the second in which it was made. The trail has the same second.
fn number(child: &MyChild, now: i64) -> String {
    format!("{}-{}", child.receipt_no, now / 1_000)
}

/// What stands at both ends of a printed copy.
fn mark(child: &MyChild, now: i64) -> AnyView {
    let words = format!("监护人副本{}，{}，仅供监护人本人使用，请妥善保管。", number(child, now), time::moment(now));
    view! { <p class="small">{words}</p> }.into_any()
}

fn printed(child: &MyChild, now: i64) -> Page {
    let head = format!(
        "{} · {} · 登记编号{} · {} · 认定结果：{}",
        child.child_name,
        child.form.label(),
        child.receipt_no,
        child.state.label(),
        child.verdict
    );
    let page = Page::new(StatusCode::OK, "登记副本").part(mark(child, now)).words([head]);
    let page = child.parts.iter().fold(page, |page, (part, rows)| page.part(answers(*part, rows)));
    let back = view! { <p class="no-print"><a href=rights::my_child(&child.record.to_string())>"回到我的孩子"</a></p> };
    page.part(mark(child, now)).part(back)
}

fn file(child: &MyChild, now: i64) -> Response {
    let copy = json!({
        "copy": number(child, now),
        "made_at": time::moment(now),
        "receipt_no": child.receipt_no,
        "form": child.form.name(),
        "report_date": iso(child.report_date),
        "state": child.state.code(),
        "verdict": child.verdict,
        "answers": child.answers,
    });
    let name = format!("attachment; filename=\"{}.json\"", child.receipt_no);
    let kind = "application/json; charset=utf-8".to_owned();
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], copy.to_string()).into_response()
}
