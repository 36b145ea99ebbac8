//! The layer that holds a request to its limits.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::body::{Cut, Guarded, Reading};
use super::refusal::{Shape, Why};
use super::{INFLATED, Limits, PAUSE, door};

/// Cuts off bodies that are too large, too slow or too many, and work that does not end; answers in the shape that
/// the sender reads.
pub async fn guard(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let door = door(request.method(), request.uri().path());
    let shape = Shape::of(&request);
    let reading = Reading::new(limits.room);
    // Nobody sends in vain what will be refused.
    let said = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if said.is_some_and(|length: usize| length > door.body) {
        return shape.answer(Why::TooLarge);
    }
    let mut request = request.map(|body| Body::new(Guarded::new(body, door, limits.pause, reading.clone())));
    request.extensions_mut().insert(reading.clone());
    let Ok(response) = tokio::time::timeout(door.time + limits.work, next.run(request)).await else {
        tracing::warn!("a request took too long");
        return shape.answer(Why::TooLong);
    };
    match reading.cut() {
        Some(cut) if !response.status().is_success() => shape.answer(match cut {
            Cut::TooLarge => Why::TooLarge,
            Cut::TooSlow => Why::TooSlow,
            Cut::NoRoom => Why::Busy,
        }),
        // An extractor that refuses a body says so in plain text.
        _ if response.status() == StatusCode::PAYLOAD_TOO_LARGE => shape.answer(Why::TooLarge),
        _ => response,
    }
}

/// Holds what a packed body became to the limits of [`guard`], behind the layer that inflates it.
pub async fn inflated(request: Request, next: Next) -> Response {
    let Some(reading) = request.extensions().get::<Reading>().cloned() else { return next.run(request).await };
    next.run(request.map(|body| Body::new(Guarded::new(body, INFLATED, PAUSE, reading)))).await
}
