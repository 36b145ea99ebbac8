//! The living pages: which there are, what their render finds in its context, and a render from a handler.

use std::sync::LazyLock;

use axum::extract::Request;
use axum::response::Response;
use leptos::prelude::provide_context;
use leptos_axum::{AxumRouteListing, generate_route_list};

use crate::layers::headers;
use crate::state::AppState;

/// The list is made once: while it is made, whatever any page of the process begins to load is never loaded.
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));

/// The addresses of the pages. No page may be shown before this was called.
pub(crate) fn routes() -> Vec<AxumRouteListing> {
    ROUTES.clone()
}

/// What a render or a server function finds in its context.
pub(crate) fn context(state: &AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    let (store, style) = (state.store.clone(), state.style.clone());
    move || {
        provide_context(store.clone());
        if let Some(style) = &style {
            provide_context(style.clone());
        }
        headers::allow_own_scripts();
    }
}

/// The page at the address of this request, whole.
pub(crate) async fn render(state: &AppState, request: Request) -> Response {
    let options = state.options.clone();
    leptos_axum::render_app_async_with_context(context(state), move || app::shell(options.clone()))(request).await
}
