//! `/sign-in/identity`: the providers; the way to one of them, and back from it.
//!
//! Both ways are GETs, because browsers follow them from and to another site. The first writes nothing but a sealed cookie; the
//! second does what that cookie and the provider's answer to it say, once.

use app::addresses::access::{IDENTITIES, ME, SIGN_IN, identity};
use app::local_path::local_path;
use app::ui::erase::Erase as _;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::identity::{self as identities, Answer, Flow, ProviderLine, Purpose};
use domain::problem::Problem;
use gate::{Page, Refusal, parse_id};
use leptos::prelude::*;
use serde::Deserialize;

use super::FLOW;
use crate::access::sign_in::{Asked, address, lead_on};
use crate::call::Call;

/// What a way there is for.
#[derive(Deserialize)]
pub(super) struct For {
    /// The page to go to afterwards.
    #[serde(default)]
    next: String,
    /// The invitation that is to be taken.
    #[serde(default)]
    invitation: String,
}

/// The providers of the deployment.
pub(super) async fn list(call: Call, Query(Asked { next }): Query<Asked>) -> Result<Response, Refusal> {
    let lines = identities::offered(call.store()).await?;
    let next = local_path(&next).unwrap_or_default();
    let content = view! {
        <h1>"统一登录"</h1>
        {if lines.is_empty() {
            view! { <p class="card">"还没有设置统一登录，请用账号和密码登录。"</p> }.erase()
        } else {
            ways(&lines, "next", next)
        }}
        <p><a href=address(SIGN_IN, next)>"用本系统账号登录"</a></p>
    };
    Ok(call.plain("统一登录", content.erase()))
}

/// The links that lead to providers.
pub(in crate::access) fn ways(lines: &[ProviderLine], name: &str, value: &str) -> AnyView {
    let ways: Vec<_> = lines
        .iter()
        .map(|line| {
            let mut to = identity(&line.county, &line.id.to_string());
            if !value.is_empty() {
                let query = form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
                to = format!("{to}?{query}");
            }
            view! { <p><a class="button button-wide" href=to>{line.name.clone()} "（" {line.place_name.replace('/', "")} "）"</a></p> }
        })
        .collect();
    view! { <section class="card">{ways}</section> }.erase()
}

/// To the provider's page.
pub(super) async fn go(
    call: Call,
    Path((county, id)): Path<(String, String)>,
    Query(For { next, invitation }): Query<For>,
) -> Result<Response, Refusal> {
    // A page of another site begins no session: the person presses the button on a page of this one.
    if call.headers.get("sec-fetch-site").is_some_and(|from| from == "cross-site") {
        return Ok(Redirect::to(&address(IDENTITIES, local_path(&next).unwrap_or_default())).into_response());
    }
    let purpose = if invitation.is_empty() { Purpose::SignIn(next) } else { Purpose::Invitation(invitation) };
    match identities::begin(call.store(), &county, parse_id(&id)?, purpose).await.map_err(Refusal::from) {
        Ok(started) => {
            let flow = FLOW.put(&call.headers, &call.office.cookie_keys, call.now(), &started.flow)?;
            Ok((flow, Redirect::to(&started.url)).into_response())
        }
        Err(refusal) => told(&call, refusal),
    }
}

/// Back from it.
pub(super) async fn back(call: Call, Query(answer): Query<Answer>) -> Result<Response, Refusal> {
    let flow: Option<Flow> = FLOW.get(&call.headers, &call.office.cookie_keys, call.now());
    let taken = FLOW.take(&call.headers, &call.office.cookie_keys);
    let done = match done(&call, flow, &answer).await {
        Ok(response) => response,
        Err(refusal) => told(&call, refusal)?,
    };
    Ok((taken, done).into_response())
}

async fn done(call: &Call, flow: Option<Flow>, answer: &Answer) -> Result<Response, Refusal> {
    let store = call.store();
    let who = identities::finish(store, flow.as_ref(), answer, call.caller.peer()).await?;
    match flow.map(|flow| flow.purpose) {
        Some(Purpose::SignIn(next)) => {
            let signed_in = call.caller.sign_in_by_identity(&who).await?;
            Ok(lead_on(call, signed_in, &next, false).await)
        }
        Some(Purpose::Bind(id)) => {
            let account = call.caller.account().await?;
            if account.id() != id {
                return Err(Problem::NotFound.into());
            }
            identities::bind(store, &account, &who).await?;
            call.done(ME, "已绑定统一登录，以后请从统一登录进入。")
        }
        Some(Purpose::Invitation(token)) => {
            identities::accept_invitation(store, &token, &who).await?;
            let signed_in = call.caller.sign_in_by_identity(&who).await?;
            Ok(lead_on(call, signed_in, "", false).await)
        }
        None => Err(Problem::Internal.into()),
    }
}

/// Why somebody was not let in, on a page of its own: the one before is another site's.
fn told(call: &Call, refusal: Refusal) -> Result<Response, Refusal> {
    let told = matches!(&refusal.problem, Problem::Invalid { .. } | Problem::NotAssigned | Problem::NotFound);
    if !told {
        return Err(refusal);
    }
    let status = if refusal.problem == Problem::NotFound { StatusCode::NOT_FOUND } else { refusal.status() };
    let page = Page::new(status, "统一登录没有成功").words([refusal.problem.message()]);
    Ok(page.way(IDENTITIES, "再试统一登录").way(SIGN_IN, "用本系统账号登录").respond(call.look()))
}
