//! Remembers how large the reader wants the text.

use app::local_path::local_path;
use app::platform::{TEXT_COOKIE, TextSize};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use gate::{Form, last_value};

/// Sets the cookie for a year and goes back to the page.
pub(crate) async fn remember(Form(pairs): Form) -> Response {
    let size = TextSize::from_name(last_value(&pairs, "size"));
    let back = local_path(last_value(&pairs, "back")).unwrap_or("/");
    let cookie = format!("{TEXT_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", size.name());
    ([(header::SET_COOKIE, cookie)], Redirect::to(back)).into_response()
}
