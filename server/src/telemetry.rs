//! Log lines: structured, without personal data.
//!
//! A line about a request holds the template of its path (`/l/{token}`), never the path, the query, a
//! header or a body.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
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

/// Gives each request a random number, which the answer carries, and writes one line for each answer. A number that a
/// client chose is never looked at: it would be written to the log.
pub async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut text = Uuid::encode_buffer();
    let id: &str = Uuid::new_v4().hyphenated().encode_lower(&mut text);
    let mut response = next.run(request).await;
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let status = response.status().as_u16();
    let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    match route {
        Some(route) if status >= 500 => {
            tracing::error!(%method, route = route.as_str(), status, micros, id, "answered");
        }
        // A limit was reached, or tried.
        Some(route) if matches!(status, 408 | 413 | 429) => {
            tracing::warn!(%method, route = route.as_str(), status, micros, id, "limited");
        }
        Some(route) => tracing::info!(%method, route = route.as_str(), status, micros, id, "answered"),
        None => tracing::debug!(%method, route = "file", status, micros, id, "answered"),
    }
    response
}
