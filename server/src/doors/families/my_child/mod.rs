//! `/my-child` (我的孩子): a guardian sees a child's record, takes a copy along, knows who looked, asks, and takes consent
//! back. Documents without scripts, so that they work on any phone; opened for half an hour by a proof to be a guardian.

mod copy;
mod looks;
mod one;

use app::addresses::declare::HUB;
use app::addresses::rights::{self, MY_CHILDREN};
use axum::Router;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use backend::declare::declarations::LinkHolder;
use backend::declare::guardian::{Child, children};
use domain::problem::Problem;
use gate::{Form, Page, Refusal};
use leptos::prelude::*;
use uuid::Uuid;

use super::code::{Tried, forms, tried};
use crate::layers::link_holder;
use crate::state::AppState;

/// The routes.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route(MY_CHILDREN, get(show).post(act))
        .route("/my-child/{id}", get(one::show).post(one::act))
        .route("/my-child/{id}/copy", get(copy::page))
        .route("/my-child/{id}/copy.json", get(copy::json))
        .route("/my-child/{id}/looks", get(looks::show))
}

/// The family whose turn it is in this browser.
fn family(headers: &HeaderMap, state: &AppState) -> Result<LinkHolder, Refusal> {
    Ok(link_holder::read(headers, state).current().ok_or(Problem::LinkUnknown)?)
}

/// A page that is not shown: without a fresh proof on to where it is given, else why.
fn refused(state: &AppState, headers: &HeaderMap, refusal: &Refusal) -> Response {
    if refusal.problem == Problem::CodeNeeded {
        return Redirect::to(MY_CHILDREN).into_response();
    }
    Page::refusal("打不开", refusal).way(HUB, "回到首页").respond(state.look(headers))
}

async fn show(State(state): State<AppState>, headers: HeaderMap) -> Response {
    list(&state, &headers, None).await.unwrap_or_else(|refusal| refused(&state, &headers, &refusal))
}

/// What the pressed button says: `send` a code, `enter` it, or compare the `numbers`; and for which child.
async fn act(State(state): State<AppState>, parts: Parts, Form(pairs): Form) -> Response {
    let answer = match tried(&state, &parts, &pairs).await {
        Ok(Tried::Proved) => Ok(Redirect::to(MY_CHILDREN).into_response()),
        Ok(told) => list(&state, &parts.headers, Some(told)).await,
        Err(refusal) => Err(refusal),
    };
    answer.unwrap_or_else(|refusal| refused(&state, &parts.headers, &refusal))
}

async fn list(state: &AppState, headers: &HeaderMap, told: Option<Tried>) -> Result<Response, Refusal> {
    let children = children(&state.store, &family(headers, state)?).await?;
    let status = match &told {
        Some(Tried::Refused(_, refusal)) => refusal.status(),
        _ => StatusCode::OK,
    };
    let page = Page::new(status, "我的孩子");
    if children.is_empty() {
        return Ok(page.words(["还没有提交过登记。".to_owned()]).way(HUB, "回到首页").respond(state.look(headers)));
    }
    let page = page.words([
        "孩子的父母或其他监护人，可以在这里查看登记、下载副本、看看谁查看过，也可以提出更正、删除等请求。".to_owned(),
        "为了孩子的信息安全，先要核对身份；核对后30分钟内有效。".to_owned(),
    ]);
    let page = children.iter().fold(page, |page, child| page.form(card(state, child, told.as_ref())));
    Ok(page.way(HUB, "回到首页").respond(state.look(headers)))
}

fn card(state: &AppState, child: &Child, told: Option<&Tried>) -> AnyView {
    let title = format!("登记编号{}：{}", child.receipt_no, child.state.label());
    if child.guarded {
        let to = rights::my_child(&child.record.to_string());
        return view! {
            <section class="card"><h2>{title}</h2><p><a class="button button-main button-wide" href=to>"打开"</a></p></section>
        }
        .into_any();
    }
    let refused = match told {
        Some(Tried::Refused(id, refusal)) if *id == child.record => {
            Some(view! { <p class="finding" role="alert">{refusal.problem.message()}</p> })
        }
        _ => None,
    };
    let about = |id: &Uuid| *id == child.record;
    let waits = matches!(told, Some(Tried::Sent(id) | Tried::Refused(id, _)) if about(id));
    let how = forms(MY_CHILDREN, (child.record, &child.phones), &state.proof, waits).unwrap_or_else(|| {
        view! { <p>"在这里核对不了身份。请带身份证件到村（居）委会或乡镇（街道）办理。"</p> }.into_any()
    });
    view! { <section class="card"><h2>{title}</h2>{refused}{how}</section> }.into_any()
}
