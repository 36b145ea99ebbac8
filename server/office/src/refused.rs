//! A page that is not shown: to the sign-in first, or what happened.
//!
//! When the session has ended, what was typed goes along to the sign-in and back (307 keeps a body), inside the pages
//! themselves: nothing of it is stored anywhere. What comes back is shown and never done by itself: the person presses the
//! button again.

use std::sync::Arc;

use app::addresses::access::{CODE, PASSWORD, SIGN_IN, VERIFY};
use app::review::frame::{other_account, refusal};
use app::ui::erase::Erase as _;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::problem::Problem;
use gate::{Refusal, pairs};
use leptos::prelude::*;

use crate::carried::is_typed;
use crate::{Office, access, document};

/// Largest form that is read; the router's own limit speaks first.
const LARGEST_BODY: usize = 4 * 1024 * 1024;

/// Makes a page of the refusal of a handler.
pub(crate) async fn shown(State(office): State<Arc<Office>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (uri, headers, posts) = (parts.uri.clone(), parts.headers.clone(), parts.method == Method::POST);
    let (body, posted) = if posts {
        let Ok(bytes) = to_bytes(body, LARGEST_BODY).await else {
            return Refusal::from(Problem::TooLarge).into_response();
        };
        (Body::from(bytes.clone()), bytes)
    } else {
        (body, Bytes::new())
    };
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(refused) = response.extensions().get::<Refusal>() else { return response };
    if let Some(first) = first(&refused.problem) {
        return lead_to(first, &uri, &pairs::read(&posted).unwrap_or_default()).into_response();
    }
    let (title, page) = page(refused);
    let retry = refused.retry_after().map(|seconds| [(header::RETRY_AFTER, seconds.to_string())]);
    (refused.status(), retry, document::write(&office, &headers, title, page)).into_response()
}

/// The page on which somebody proves who it is, before this one is shown or done.
const fn first(problem: &Problem) -> Option<&'static str> {
    match problem {
        Problem::SignInNeeded => Some(SIGN_IN),
        Problem::FactorNeeded => Some(CODE),
        Problem::PasswordDue => Some(PASSWORD),
        Problem::StepUpNeeded => Some(VERIFY),
        _ => None,
    }
}

/// To the sign-in that leads back to this page, with what was posted when somebody would miss it.
pub fn sign_in_first(uri: &Uri, posted: &[(String, String)]) -> Redirect {
    lead_to(SIGN_IN, uri, posted)
}

fn lead_to(first: &str, uri: &Uri, posted: &[(String, String)]) -> Redirect {
    let to = access::address(first, uri.path_and_query().map_or(uri.path(), |here| here.as_str()));
    if is_typed(posted) { Redirect::temporary(&to) } else { Redirect::to(&to) }
}

fn page(refused: &Refusal) -> (&'static str, AnyView) {
    let (title, way) = match refused.problem {
        Problem::Forbidden => ("这一页不对您开放", Some(other_account())),
        // Whether there is no such thing or it is not for this person is not told apart.
        Problem::NotFound => ("没有找到这一页", Some(other_account())),
        _ => ("现在打不开", Some(view! { <a class="button" href="">"再试一次"</a> }.erase())),
    };
    let page = view! {
        <main class="content" id="content" tabindex="-1">
            {refusal(title, &refused.problem.clone().into())}
            {way}
        </main>
    };
    (title, page.erase())
}
