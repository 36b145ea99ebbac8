//! `POST /field/push`: what a field worker's phone sends, out of its outbox.
//!
//! The sender is the service worker of the page, which may wake long after the session ended. So it shows the
//! token of its phone in a header and no cookie counts here: another site can make a browser send cookies, but
//! not this header. The messages themselves are sealed; the token opens nothing.

use std::fmt;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use backend::fieldwork;
use backend::fieldwork::Device;
use domain::fieldwork::{PushReport, Pushed, Unsent};
use domain::problem::Problem;
use gate::ProblemBody;
use http_body_util::BodyExt;
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use tower_http::decompression::RequestDecompressionLayer;

use crate::limits;
use crate::state::AppState;
use app::addresses::fieldwork::PUSH;

/// How long what an unknown phone sends is read and thrown away, so that it hears the answer: a connection that closes
/// while the other side still writes is a dead line to it.
const LINGER: Duration = Duration::from_secs(10);

/// The body. Names that this server does not know are of a newer page and do no harm.
#[derive(Debug, Deserialize)]
struct Push {
    /// Id of the phone.
    device: String,
    /// What is in the outbox.
    #[serde(default)]
    unsent: Unsent,
    /// Messages, answers before pictures.
    #[serde(deserialize_with = "one_more_than_may_be")]
    messages: Vec<Pushed>,
}

/// Reads no more messages than show that there are too many: a small one takes many times its bytes in memory.
fn one_more_than_may_be<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Pushed>, D::Error> {
    struct Few;
    impl<'de> Visitor<'de> for Few {
        type Value = Vec<Pushed>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an array of messages")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let mut messages = Vec::new();
            while messages.len() <= fieldwork::MAX_MESSAGES {
                match seq.next_element()? {
                    Some(message) => messages.push(message),
                    None => return Ok(messages),
                }
            }
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            Ok(messages)
        }
    }
    deserializer.deserialize_seq(Few)
}

/// The route on which phones send.
pub fn router(state: &AppState) -> Router<AppState> {
    Router::new()
        .route(PUSH, post(push))
        .layer(DefaultBodyLimit::max(limits::PUSHED))
        .layer(from_fn(limits::inflated))
        .layer(RequestDecompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), recognise))
}

/// Lets only phones through that are known: before anything of the body is read or kept.
async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    match gate::phone::phone(&state.store, request.headers()).await {
        Ok(device) => {
            request.extensions_mut().insert(device);
            next.run(request).await
        }
        Err(refusal) => {
            throw_away(request).await;
            refusal.into_response()
        }
    }
}

async fn throw_away(request: Request) {
    let mut body = request.into_body();
    let rest = async { while let Some(Ok(_)) = body.frame().await {} };
    let _sent_on = tokio::time::timeout(LINGER, rest).await;
}

async fn push(
    State(state): State<AppState>,
    Extension(device): Extension<Device>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PushReport>, ProblemBody> {
    let body = body.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => malformed("The body could not be read."),
    })?;
    let push: Push = serde_json::from_slice(&body).map_err(|_| malformed("The body is not of its shape."))?;
    drop(body);
    if push.device != device.id().to_string() {
        return Err(Problem::DeviceUnknown.into());
    }
    Ok(Json(fieldwork::push(&state.store, &device, push.unsent, push.messages).await?))
}

fn malformed(detail: &str) -> Problem {
    Problem::Malformed { detail: detail.to_owned(), field: None }
}
