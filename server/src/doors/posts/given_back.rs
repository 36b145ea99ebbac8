//! A family's post that did not lead on: a page in words with everything that was typed.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::problem::Problem;
use gate::{Page, ProblemBody, Refusal, pairs};

use crate::layers::typed;
use crate::limits::DECLARED;
use crate::state::AppState;
use app::addresses::declare::HUB;

/// Gives back what was typed when a handler failed.
pub(crate) async fn give_back(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, DECLARED).await else {
        return ProblemBody::from(Problem::TooLarge).into_response();
    };
    let (uri, headers) = (parts.uri.clone(), parts.headers.clone());
    let response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    let Some(Refusal { problem, .. }) = response.extensions().get::<Refusal>() else { return response };
    // More than a page has is nothing that anybody typed.
    let pairs = pairs::read(&bytes).unwrap_or_default();
    let address = uri.path_and_query().map_or(uri.path(), |address| address.as_str());
    page(problem, uri.path(), address, &pairs).respond(state.look(&headers))
}

/// What happened, what was typed, and how to go on.
fn page(problem: &Problem, path: &str, address: &str, pairs: &[(String, String)]) -> Page {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let card = typed::card(path, pairs);
    let kept = card.is_some();
    let Told { title, words, again } = told(problem, kept);
    let page = Page::new(status, title).words(words);
    let page = if again { page.form(typed::again(address, pairs, "再提交一次")) } else { page };
    let page = card.into_iter().fold(page, Page::part);
    page.way(HUB, "回到登记首页")
}

/// The words for a problem, and whether the same can be posted again.
struct Told {
    title: &'static str,
    words: Vec<String>,
    again: bool,
}

fn told(problem: &Problem, kept: bool) -> Told {
    let kept = |words: &str| if kept { vec![words.to_owned()] } else { Vec::new() };
    let not_saved = "这一页刚才填的没有存上，列在下面，需要时可以照着再填。";
    let (title, words, again) = match problem {
        Problem::LinkUnknown => (
            "请先打开登记链接",
            [
                vec![
                    "这个浏览器现在不认得您的登记链接：可能它不让网站保存Cookie，也可能很久没有打开过。".to_owned(),
                    "请另开一页，重新打开您的登记链接，再回到这里点“再提交一次”。".to_owned(),
                ],
                kept("您填的都还在这一页里。"),
            ]
            .concat(),
            true,
        ),
        Problem::LinkExpired | Problem::LinkRevoked | Problem::DraftGone => {
            ("没有存上", [vec![problem.message()], kept(not_saved)].concat(), false)
        }
        Problem::ConsentMissing => ("请先看告知书", [vec![problem.message()], kept(not_saved)].concat(), false),
        Problem::Internal => (
            "现在办不了",
            [vec!["系统出了点问题，刚才的没有存上。请过一会儿再点一次。".to_owned()], kept("您填的都还在这一页里。")]
                .concat(),
            true,
        ),
        problem => ("没有办成", [vec![problem.message()], kept("您填的都还在这一页里。")].concat(), true),
    };
    Told { title, words, again }
}
