//! The declaration without JavaScript: real HTML forms post to the page's own address; each handler
//! saves through the service and redirects to the next page (POST, redirect, GET).

use axum::Router;

use crate::state::AppState;

/// The POST handlers of the declaration pages.
pub fn router() -> Router<AppState> {
    Router::new()
}
