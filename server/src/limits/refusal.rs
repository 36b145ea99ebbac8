//! What is answered to a request that went over a limit, in the shape that its sender reads.

use app::addresses::fieldwork::PUSH;
use app::addresses::{API, is_at};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use gate::{COME_AGAIN, Look, Page, ProblemBody};

use crate::functions;

/// Which limit it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The body is larger than the door takes.
    TooLarge,
    /// The body came too slowly.
    TooSlow,
    /// The work did not end in time.
    TooLong,
    /// There is too much to do at once.
    Busy,
}

impl Why {
    const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLong | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Title and words for whoever sees a page.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TooLarge => ("内容太大", "提交的内容太大了，请返回上一页，删减后再试。"),
            Self::TooSlow => ("没有收完", "网络太慢，提交的内容没有收完，这一次没有保存。请返回上一页再试一次。"),
            Self::TooLong | Self::Busy => {
                ("系统正忙", "现在办理的人太多，这一次没有办成。请返回上一页，过一会儿再试。")
            }
        }
    }
}

/// The shape in which a sender reads a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A live page, which called a server function.
    Function,
    /// A person, who sees a page.
    Page,
    /// A program, or the sender of a phone.
    Program,
}

impl Shape {
    pub(crate) fn of(request: &Request) -> Self {
        let path = request.uri().path();
        let program = [API, PUSH].iter().any(|program| is_at(path, program));
        let asks = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
        match () {
            () if functions::called(path) => Self::Function,
            () if !program && asks.is_some_and(|accept| accept.contains("text/html")) => Self::Page,
            () => Self::Program,
        }
    }

    pub(crate) fn answer(self, why: Why) -> Response {
        let status = why.status();
        let mut response = match (self, why) {
            (Self::Page, _) => {
                let (title, words) = why.words();
                Page::new(status, title).words([words.to_owned()]).respond(Look::BARE)
            }
            (Self::Function, Why::TooLarge) => functions::refusal(Problem::TooLarge),
            (Self::Function, _) => {
                let mut response = functions::refusal(Problem::Internal);
                *response.status_mut() = status;
                response
            }
            (Self::Program, _) => program(why).into_response(),
        };
        let headers = response.headers_mut();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, COME_AGAIN.as_secs().into());
        } else {
            // What is left of the body is not read.
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

fn program(why: Why) -> ProblemBody {
    let status = why.status();
    match why {
        Why::TooLarge => Problem::TooLarge.into(),
        Why::TooSlow => ProblemBody::protocol(
            status,
            "request_timeout",
            "The body came too slowly",
            "Send the body again, without pauses.",
        ),
        Why::TooLong | Why::Busy => ProblemBody::busy(),
    }
}

#[cfg(test)]
mod tests {
    use app::codec::Compact;
    use axum::body::Body;
    use leptos::server_fn::ContentType as _;

    use super::*;

    fn shape(path: &str, accept: &str) -> Shape {
        Shape::of(&Request::post(path).header(header::ACCEPT, accept).body(Body::empty()).unwrap())
    }

    #[test]
    fn each_sender_gets_what_it_reads() {
        assert_eq!(shape("/declare/migrant/child", "text/html,*/*;q=0.8"), Shape::Page);
        assert_eq!(shape("/declare/migrant/child", "*/*"), Shape::Program);
        assert_eq!(shape("/api/v1/submissions", "text/html"), Shape::Program);
        assert_eq!(shape("/field/push", "*/*"), Shape::Program);
        assert_eq!(shape("/fn/declarations/save", "text/html"), Shape::Function);
        for why in [Why::TooLarge, Why::TooSlow, Why::TooLong, Why::Busy] {
            for shape in [Shape::Page, Shape::Program, Shape::Function] {
                let answer = shape.answer(why);
                assert_eq!(answer.status(), why.status());
                assert_eq!(answer.headers().contains_key(header::RETRY_AFTER), answer.status().as_u16() == 503);
            }
        }
        let function = Shape::Function.answer(Why::Busy);
        assert_eq!(function.headers()[header::CONTENT_TYPE], Compact::CONTENT_TYPE);
    }
}
