//! `/my-child/{id}/looks` (谁看过): by day, role and unit.

use app::addresses::rights;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use backend::rights::{Look, looks};
use domain::values::date::chinese;
use gate::{Page, Refusal, parse_id};
use leptos::prelude::*;

use super::{family, refused};
use crate::state::AppState;

pub(super) async fn show(State(state): State<AppState>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let page = page(&state, &headers, &id).await;
    page.map_or_else(|refusal| refused(&state, &headers, &refusal), |page| page.respond(state.look(&headers)))
}

async fn page(state: &AppState, headers: &HeaderMap, id: &str) -> Result<Page, Refusal> {
    let found = looks(&state.store, &family(headers, state)?, parse_id(id)?).await?;
    let lines: Vec<_> = found.looks.iter().map(|look| view! { <li>{words(look)}</li> }).collect();
    let roster = found.on_rosters.then(|| view! { <p>"村（居）儿童主任的手机名册含有该儿童。"</p> });
    let none = lines.is_empty().then(|| view! { <p>"还没有工作人员打开过这份登记。"</p> });
    let part = view! {
        <section class="card">
            <p>"下面是查看过这份登记的单位和岗位，每人每天记一次。紧急查阅在复核以后显示。有疑问的，可以提出请求或投诉。"</p>
            {roster}
            {none}
            <ul>{lines}</ul>
        </section>
    };
    let back = rights::my_child(&parse_id(id)?.to_string());
    Ok(Page::new(StatusCode::OK, "谁看过").part(part).way(back, "回到我的孩子"))
}

fn words(look: &Look) -> String {
    format!("{} {} {} {}", chinese(look.day()), look.unit, look.role, look.what)
}
