//! Officials' pages without JavaScript: what is posted to a page's own address goes into the render of
//! that page, which does it and shows itself again with everything that was typed, or leads on.

use app::api::context::Posted;
use axum::body::Body;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::{Failed, Form};
use crate::router::context;
use crate::state::AppState;
use domain::problem::Problem;

/// Renders the page at this address with what was posted to it.
pub(super) async fn page(State(state): State<AppState>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let posted = Form::from_request(Request::from_parts(parts.clone(), body), &state).await;
    let Form(pairs) = match posted {
        Ok(pairs) => pairs,
        Err(refused) => return refused.into_response(),
    };
    parts.extensions.insert(Posted(pairs));
    let options = state.options.clone();
    let render = leptos_axum::render_app_async_with_context(context(&state), move || app::shell(options.clone()));
    let response = render(Request::from_parts(parts, Body::empty())).await;
    // After a post a browser has to ask for the next page with GET.
    if response.status() == StatusCode::FOUND {
        let mut response = response;
        *response.status_mut() = StatusCode::SEE_OTHER;
        return response;
    }
    response
}

/// Ends the session.
pub(super) async fn sign_out(session: Session) -> Result<Redirect, Failed> {
    session.flush().await.map_err(|error| {
        tracing::error!(%error, "the session cannot be deleted");
        Failed(Problem::Internal)
    })?;
    Ok(Redirect::to("/sign-in"))
}
