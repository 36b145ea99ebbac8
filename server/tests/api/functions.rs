//! Server functions refuse with the problem's own status, and in the shape that the page reads.

use app::codec;
use app::wire::Failure;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::problem::Problem;
use serde::Serialize;

use crate::support::{Answer, Site, sites};

async fn call(site: &Site, function: &str, arguments: &impl Serialize) -> Answer {
    let arguments = codec::write(arguments).unwrap();
    let request = Request::post(format!("/fn/{function}"))
        .header(header::HOST, "tongce.test")
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header(header::CONTENT_LENGTH, arguments.len())
        .body(Body::from(arguments))
        .unwrap();
    site.send(request).await
}

pub(crate) fn problem(answer: &Answer) -> Problem {
    match codec::read(&answer.body) {
        Ok(Failure::Problem(problem)) => problem,
        other => panic!("{other:?}: {}", answer.text()),
    }
}

#[tokio::test]
async fn a_refusal_has_the_status_of_its_problem() {
    for site in sites().await {
        let wrong = ("nobody", "wrong");
        let answer = call(&site, "sessions/sign-in", &wrong).await;
        assert_eq!(problem(&answer), Problem::SignInFailed);
        assert_eq!(answer.status.as_u16(), Problem::SignInFailed.status());

        let nobody = ("01920000-0000-7000-8000-000000000000", None::<i64>);
        let answer = call(&site, "declarations/submit", &nobody).await;
        assert_eq!(problem(&answer), Problem::LinkUnknown);
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn too_many_attempts_say_when_to_come_again() {
    let site = sites().await.remove(0);
    for _ in 0..30 {
        let answer = call(&site, "sessions/sign-in", &("nobody", "wrong")).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.header(header::RETRY_AFTER).parse::<u64>().unwrap() > 0);
            return;
        }
    }
    panic!("no back-off in thirty attempts");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_in_the_shape_that_the_page_reads() {
    let site = sites().await.remove(0);
    let answer = call(&site, "declarations/submit", &("x".repeat(300 * 1024),)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(problem(&answer), Problem::TooLarge);
}
