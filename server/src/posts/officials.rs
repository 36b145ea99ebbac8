//! The review page without JavaScript: what is posted to its own address goes into the render of that page, which does it
//! and shows itself again with everything that was typed, or leads on.
//!
//! When the session has ended, what was typed goes along to the sign-in and back (307 keeps a body), inside the pages
//! themselves: nothing of it is stored anywhere. What comes back is shown and never done by itself: the person presses the
//! button again.

use app::api::context::{GivenBack, Posted};
use axum::body::Body;
use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use gate::Form;
use office::{given_back, is_typed};

use crate::router::context;
use crate::state::AppState;

/// Renders the page at this address with what was posted to it.
pub(super) async fn page(State(state): State<AppState>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let posted = Form::from_request(Request::from_parts(parts.clone(), body), &state).await;
    let Form(pairs) = match posted {
        Ok(pairs) => pairs,
        Err(refused) => return refused.into_response(),
    };
    match given_back(&pairs) {
        Some(typed) => parts.extensions.insert(GivenBack(typed)).map(drop),
        None => parts.extensions.insert(Posted(pairs.clone())).map(drop),
    };
    let options = state.options.clone();
    let render = leptos_axum::render_app_async_with_context(context(&state), move || app::shell(options.clone()));
    let mut response = render(Request::from_parts(parts, Body::empty())).await;
    if response.status() == StatusCode::FOUND {
        let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
        // After a post a browser has to ask for the next page with GET, unless it takes along what was typed.
        *response.status_mut() = if to.starts_with("/sign-in?") && is_typed(&pairs) {
            StatusCode::TEMPORARY_REDIRECT
        } else {
            StatusCode::SEE_OTHER
        };
    }
    response
}
