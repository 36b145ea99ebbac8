//! Without a script a filter's empty controls stand in the address too: leads to the address without them, before
//! anything is rendered.

use app::addresses;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use form_urlencoded::Serializer;

/// Leads `GET /review?form=&older=7` on to `/review?older=7`.
pub async fn tidy(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let filtered = addresses::is_at(path, addresses::review::QUEUE);
    let query = request.uri().query().filter(|_| filtered && request.method() == Method::GET);
    match query.and_then(without_empty) {
        Some(query) if query.is_empty() => Redirect::to(path).into_response(),
        Some(query) => Redirect::to(&format!("{path}?{query}")).into_response(),
        None => next.run(request).await,
    }
}

/// The query without its empty parts; nothing when it has none.
fn without_empty(query: &str) -> Option<String> {
    let parts = || form_urlencoded::parse(query.as_bytes());
    parts().any(|(_, value)| value.is_empty()).then(|| {
        let filled = parts().filter(|(_, value)| !value.is_empty());
        Serializer::new(String::new()).extend_pairs(filled).finish()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_empty_goes_and_the_rest_keeps_its_order() {
        let tidied = |query| without_empty(query);
        assert_eq!(tidied("state=returned&form=&older=7").as_deref(), Some("state=returned&older=7"));
        assert_eq!(tidied("form=&class").as_deref(), Some(""));
        assert_eq!(tidied("state=returned&older=7"), None);
        assert_eq!(tidied("village=%27&form=").as_deref(), Some("village=%27"));
    }
}
