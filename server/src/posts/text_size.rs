//! Remembers how large the reader wants the text.

use app::platform::{TEXT_COOKIE, TextSize};
use axum::extract::Form;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Pairs, posted};

/// Sets the cookie for a year and goes back to the page.
pub(super) async fn remember(Form(pairs): Form<Pairs>) -> Response {
    let size = TextSize::from_name(posted(&pairs, "size"));
    let cookie = format!("{TEXT_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", size.name());
    ([(header::SET_COOKIE, cookie)], Redirect::to(own_page(posted(&pairs, "back")))).into_response()
}

/// Only a page of this site.
fn own_page(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    if own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for (path, goes) in
            [("/declare", "/declare"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil", "/")]
        {
            assert_eq!(own_page(path), goes);
        }
    }
}
