//! `GET /divisions/{version}.bin`: all present divisions as one file, which a worker's phone keeps so that
//! an address can be picked without a signal.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use backend::divisions::names;
use domain::divisions::FILE_ADDRESS;
use domain::problem::Problem;
use gate::ProblemBody;

use crate::site::FOR_EVER;
use crate::state::AppState;

/// The route of the file. An older edition is not served: a phone that needs one holds it.
pub fn router() -> Router<AppState> {
    Router::new().route(FILE_ADDRESS, get(file))
}

async fn file(headers: HeaderMap) -> Result<Response, ProblemBody> {
    // The first call makes the file, which takes a moment.
    let made = tokio::task::spawn_blocking(names::packed).await;
    let packed = made.map_err(|error| {
        tracing::error!(error = ?error, "the file of divisions was not made");
        Problem::Internal
    })??;
    let kind = HeaderValue::from_static("application/octet-stream");
    let both = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, FOR_EVER),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    Ok(if takes_gzip(&headers) {
        let encoding = [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
        (both, encoding, Bytes::from_static(&packed.gzip)).into_response()
    } else {
        (both, Bytes::from_static(&packed.plain)).into_response()
    })
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    let mut named = lines.flat_map(|line| line.split(','));
    named.any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        name.trim().eq_ignore_ascii_case("gzip") && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}
