//! Log lines: structured, without personal data.
//!
//! A line about a request holds the template of its path (`/l/{token}`), never the path, the query, a
//! header or a body.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderName;
use axum::middleware::Next;
use axum::response::Response;
use tower_http::request_id::{MakeRequestId, RequestId};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;
use uuid::Uuid;

use crate::config::{Config, ConfigError, LogFormat};

/// Header that carries a request's number in the answer and in the log.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Starts logging and keeps personal data out of panic messages.
///
/// # Errors
/// When `TONGCE_LOG` is not a filter.
pub fn start(config: &Config) -> Result<(), ConfigError> {
    let filter = filter(&config.log).map_err(|_| {
        let remedy = "Write a level such as info or warn, or a filter such as info,backend=debug";
        ConfigError::new("TONGCE_LOG", format!("`{}` is not a filter", config.log), remedy)
    })?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first.
    let _already = match config.log_format {
        LogFormat::Pretty => lines.with_target(false).compact().try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a bug stopped one piece of work");
    }));
    Ok(())
}

/// The filter of log lines, without the crates whose lines could hold addresses or bodies.
///
/// # Errors
/// When the text is not a filter.
pub fn filter(text: &str) -> Result<EnvFilter, ParseError> {
    let quiet = ["tower_csrf=off", "hyper=warn", "hyper_util=warn", "tower_http=warn", "sqlx=warn", "h2=warn"];
    let filter = EnvFilter::builder().parse(text)?;
    quiet.iter().try_fold(filter, |filter, directive| Ok(filter.add_directive(directive.parse()?)))
}

/// Makes a random number for each request.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomId;

impl MakeRequestId for RandomId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        Uuid::new_v4().to_string().parse().ok().map(RequestId::new)
    }
}

/// Takes away the number that a client chose: it would be written to the log.
pub async fn forget_foreign_id(mut request: Request, next: Next) -> Response {
    request.headers_mut().remove(&REQUEST_ID);
    next.run(request).await
}

/// Writes one line for each answer.
pub async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok().map(str::to_owned));
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    let id = id.unwrap_or_default();
    match route {
        Some(route) if status >= 500 => {
            tracing::error!(%method, route = route.as_str(), status, micros, id, "answered");
        }
        Some(route) => tracing::info!(%method, route = route.as_str(), status, micros, id, "answered"),
        None => tracing::debug!(%method, route = "file", status, micros, id, "answered"),
    }
    response
}
