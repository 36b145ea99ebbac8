//! `/declare/notice`: a new version of the notice is in force, and something of the family came under an earlier one. It is
//! asked once a version, before the family goes on.

use app::addresses::declare::{HUB, NOTICE, REFUSED};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use backend::Store;
use backend::declare::declarations::LinkHolder;
use backend::declare::renewal::{Renewal, refuse, renew, renewal};
use domain::problem::Problem;
use domain::view::notice::{Agreement, NoticeView};
use gate::page::form;
use gate::{Form, Page, Refusal, last_value};
use leptos::prelude::*;

use crate::layers::link_holder;
use crate::state::AppState;

const MAIN: (&str, &str) = ("button button-main button-wide", "都同意，继续");
const NO: (&str, &str) = ("button button-wide", "不同意");

/// Whether the family is asked. What cannot be asked is asked again by the page itself.
pub(super) async fn is_needed(store: &Store, link_holder: &LinkHolder) -> bool {
    renewal(store, link_holder).await.is_ok_and(|renewal| renewal.is_some())
}

pub(super) async fn show(State(state): State<AppState>, headers: HeaderMap) -> Response {
    page(&state, &headers, None).await.unwrap_or_else(IntoResponse::into_response)
}

/// What the pressed button says: `agree`, or `refuse`.
pub(super) async fn act(State(state): State<AppState>, headers: HeaderMap, Form(pairs): Form) -> Response {
    answer(&state, &headers, &pairs).await.unwrap_or_else(IntoResponse::into_response)
}

async fn answer(state: &AppState, headers: &HeaderMap, pairs: &[(String, String)]) -> Result<Response, Refusal> {
    let link_holder = link_holder::read(headers, state).current().ok_or(Problem::LinkUnknown)?;
    let store = &state.store;
    let agreement = Agreement::posted(|name| last_value(pairs, name).to_owned());
    let agrees = last_value(pairs, "go") == "agree";
    let done = match agrees {
        true => renew(store, &link_holder, &agreement).await,
        false => refuse(store, &link_holder, &agreement.notice_version).await,
    };
    match done {
        Ok(()) if agrees => Ok(Redirect::to(HUB).into_response()),
        // What is not sent waits for an agreement; what was submitted is not asked about again.
        Ok(()) if is_needed(store, &link_holder).await => Ok(Redirect::to(REFUSED).into_response()),
        Ok(()) => Ok(Redirect::to(HUB).into_response()),
        Err(error) => page(state, headers, Some(error.into())).await,
    }
}

async fn page(state: &AppState, headers: &HeaderMap, refused: Option<Refusal>) -> Result<Response, Refusal> {
    let link_holder = link_holder::read(headers, state).current().ok_or(Problem::LinkUnknown)?;
    let Some(asked) = renewal(&state.store, &link_holder).await? else {
        return refused.map_or_else(|| Ok(Redirect::to(HUB).into_response()), Err);
    };
    let status = refused.as_ref().map_or(StatusCode::OK, Refusal::status);
    let what = match (asked.draft, asked.submitted) {
        (true, false) => "您还有没填完的登记，看过新的告知书、同意后再继续填。",
        (false, _) => "已经提交的登记依法保留，不用重新填。请看一看新的告知书，同意的请勾选。",
        (true, true) => "已经提交的登记依法保留，不用重新填；没填完的，看过新的告知书、同意后再继续填。",
    };
    let refused = refused.map(|refused| {
        view! { <p class="finding finding-error" role="alert">{refused.problem.message()}</p> }
    });
    let page = Page::new(status, "告知书有更新")
        .words([what.to_owned()])
        .part(text(&asked))
        .form(view! { <section class="card">{refused}{choice(&asked.notice)}</section> });
    Ok(page.respond(state.look(headers)))
}

fn text(asked: &Renewal) -> AnyView {
    let passages = asked.notice.passages.iter().map(|passage| {
        let lines = passage.asked_by(&asked.unit).map(|line| view! { <p>{line}</p> }).collect_view();
        view! { <section><h2>{passage.title.clone()}</h2>{lines}</section> }
    });
    view! {
        <div class="card notice-text">
            {passages.collect_view()}
            <p class="small">"告知书版本：" {asked.notice.version.clone()}</p>
        </div>
    }
    .into_any()
}

fn choice(notice: &NoticeView) -> AnyView {
    let [version, guardian, _, sensitive] = Agreement::NAMES;
    let tick = |name: &'static str, words: String| {
        view! {
            <label class="choice"><input type="checkbox" name=name value="yes"/><span>{words}</span></label>
        }
    };
    let ticks = view! {
        {tick(guardian, "我是孩子的爸爸、妈妈或其他监护人".to_owned())}
        {tick(sensitive, notice.sensitive.clone())}
    };
    let shown = notice.version.as_str();
    view! {
        {form(NOTICE, [(version, shown), ("go", "agree")], Some(ticks.into_any()), MAIN)}
        {form(NOTICE, [(version, shown), ("go", "refuse")], None, NO)}
    }
    .into_any()
}
