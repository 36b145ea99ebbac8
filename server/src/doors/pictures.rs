//! `GET /review/{id}/pictures/{picture}`: a picture that a worker's phone sent, for the reviewer of the area.
//!
//! Pages of documents are the most personal thing in the register: nothing on the way keeps them, nothing in them
//! runs, and each look is in the history of the record.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use backend::review;
use backend::review::Picture;
use domain::problem::Problem;
use gate::{Caller, Page, Refusal};
use uuid::Uuid;

use crate::state::AppState;
use app::addresses::review::QUEUE;

/// Nothing runs or loads; a browser shows a bare picture with a style of its own.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// What browsers show as a picture. Whatever else a phone said is a file to them.
const SHOWN: [&str; 3] = ["image/jpeg", "image/webp", "image/png"];

/// The route. It needs the session layer around it.
pub fn router() -> Router<AppState> {
    Router::new().route("/review/{id}/pictures/{picture}", get(show))
}

async fn show(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, picture)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match find(&caller, &id, &picture).await {
        Ok(Picture { media_type, bytes }) => {
            let kind = SHOWN.into_iter().find(|kind| *kind == media_type).unwrap_or("application/octet-stream");
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
                (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (header::CONTENT_SECURITY_POLICY, POLICY),
            ];
            (headers, bytes.to_vec()).into_response()
        }
        Err(refusal) => {
            let page = Page::refusal("照片打不开", &refusal);
            page.way(QUEUE, "回到审核列表").respond(state.look(&headers))
        }
    }
}

async fn find(caller: &Caller, id: &str, picture: &str) -> Result<Picture, Refusal> {
    let reviewer = caller.reviewer().await?;
    let parse = |id: &str| Uuid::try_parse(id).map_err(|_| Problem::NotFound);
    Ok(review::picture(&caller.store, &reviewer, parse(id)?, parse(picture)?).await?)
}
