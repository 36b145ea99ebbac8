//! Officials' pages without JavaScript: what is posted to a page's own address goes into the render of
//! that page, which does it and shows itself again with everything that was typed, or leads on.
//!
//! When the session has ended, what was typed goes along to the sign-in and back (307 keeps a body), inside the pages
//! themselves: nothing of it is stored anywhere. What comes back is shown and never done by itself: the person presses the
//! button again.

use app::api::context::{GivenBack, Posted};
use app::api::sessions::page::CARRIED;
use app::local_path::local_path;
use axum::body::Body;
use axum::extract::{FromRequest, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use gate::{Caller, Form, Page, Pairs, Refusal};
use serde::Deserialize;

use crate::router::context;
use crate::state::AppState;

/// Where signing in leads when it is not known yet whether the browser keeps cookies.
pub(super) const ARRIVED: &str = "/sign-in/arrived";

const SIGN_IN: &str = "/sign-in";

/// Renders the page at this address with what was posted to it.
pub(super) async fn page(State(state): State<AppState>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let posted = Form::from_request(Request::from_parts(parts.clone(), body), &state).await;
    let Form(pairs) = match posted {
        Ok(pairs) => pairs,
        Err(refused) => return refused.into_response(),
    };
    let signs_in = parts.uri.path() == SIGN_IN;
    let carries = pairs.iter().any(|(name, _)| name.starts_with(CARRIED));
    if carries && !signs_in {
        parts.extensions.insert(GivenBack(carried(&pairs)));
    } else {
        parts.extensions.insert(Posted(pairs.clone()));
    }
    let cookies = parts.headers.contains_key(header::COOKIE);
    let options = state.options.clone();
    let render = leptos_axum::render_app_async_with_context(context(&state), move || app::shell(options.clone()));
    let mut response = render(Request::from_parts(parts, Body::empty())).await;
    if response.status() == StatusCode::FOUND {
        let to =
            response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
        let asks_to_sign_in = to.starts_with("/sign-in?") && !signs_in && typed(&pairs);
        // After a post a browser has to ask for the next page with GET, unless it takes along what was typed.
        *response.status_mut() = StatusCode::SEE_OTHER;
        if asks_to_sign_in || (signs_in && carries) {
            *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
        } else if signs_in && !cookies {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", &to).finish();
            if let Ok(location) = HeaderValue::try_from(format!("{ARRIVED}?{query}")) {
                response.headers_mut().insert(header::LOCATION, location);
            }
        }
    }
    response
}

/// Whether there is anything that somebody would miss.
fn typed(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(name, value)| !["go", "version"].contains(&&**name) && !value.trim().is_empty())
}

/// What was typed into the page before the sign-in. Which button was pressed is not among it.
fn carried(pairs: &[(String, String)]) -> Pairs {
    let inner = pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix(CARRIED)?.to_owned(), value.clone())));
    inner.filter(|(name, _)| name != "go").collect()
}

#[derive(Deserialize)]
pub(super) struct Arrived {
    next: String,
}

/// Right after a sign-in in a browser of which nothing is known: goes on, or says that it keeps no cookies.
pub(super) async fn arrived(
    State(state): State<AppState>,
    caller: Caller,
    Query(Arrived { next }): Query<Arrived>,
    headers: HeaderMap,
) -> Response {
    if !caller.keeps_session().await {
        let words = [
            "用户名和密码是对的，但这个浏览器不让网站保存Cookie，所以登录留不住。".to_owned(),
            "请在浏览器设置里允许Cookie（关掉“阻止所有Cookie”或无痕模式），或者换一个浏览器，再登录一次。".to_owned(),
        ];
        return Page::new(StatusCode::BAD_REQUEST, "浏览器不让保存Cookie")
            .words(words)
            .way(SIGN_IN, "再登录一次")
            .respond(state.look(&headers));
    }
    // What signing in led to was checked; it may have been changed in the address since.
    Redirect::to(local_path(&next).unwrap_or("/")).into_response()
}

/// Ends the session.
pub(super) async fn sign_out(caller: Caller) -> Result<Redirect, Refusal> {
    caller.sign_out().await?;
    Ok(Redirect::to(SIGN_IN))
}
