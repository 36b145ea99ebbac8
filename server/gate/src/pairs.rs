//! What a form posts: names and values, no more of them than a page has.

use axum::extract::rejection::RawFormRejection;
use axum::extract::{FromRequest, RawForm, Request};
use axum::response::{IntoResponse, Response};
pub use domain::form::inputs::last_value;
use domain::problem::Problem;
use uuid::Uuid;

use crate::refusal::Refusal;

/// Names and values of the inputs, in the order of the page.
pub type Pairs = Vec<(String, String)>;

/// Most inputs that are read: ten times those of the largest page.
const MAX_PAIRS: usize = 1_000;

/// The posted form. Each input is looked for among all that were posted, so their number is limited, not only their
/// bytes.
#[derive(Debug)]
pub struct Form(pub Pairs);

/// Why a form was not read.
#[derive(Debug)]
pub enum Unread {
    /// It is none, or its body was cut off.
    Rejected(RawFormRejection),
    /// It has too many inputs.
    TooMany,
}

impl IntoResponse for Unread {
    fn into_response(self) -> Response {
        match self {
            Self::Rejected(rejection) => rejection.into_response(),
            Self::TooMany => Refusal::from(Problem::TooLarge).into_response(),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Unread;

    async fn from_request(request: Request, state: &S) -> Result<Self, Unread> {
        let RawForm(bytes) = RawForm::from_request(request, state).await.map_err(Unread::Rejected)?;
        read(&bytes).map(Self).ok_or(Unread::TooMany)
    }
}

/// Reads an id that came from a page: out of its address, or from a button.
///
/// # Errors
/// [`Problem::NotFound`] when it is none.
pub fn parse_id(id: &str) -> Result<Uuid, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

/// The inputs that a body holds; nothing when there are more than a page has.
#[must_use]
pub fn read(body: &[u8]) -> Option<Pairs> {
    let pairs: Pairs = form_urlencoded::parse(body).into_owned().take(MAX_PAIRS + 1).collect();
    (pairs.len() <= MAX_PAIRS).then_some(pairs)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::header;

    use super::*;

    async fn posted(body: String) -> Result<Pairs, u16> {
        let request = Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let form = Form::from_request(request.body(Body::from(body)).unwrap(), &()).await;
        form.map(|Form(pairs)| pairs).map_err(|unread| unread.into_response().status().as_u16())
    }

    #[tokio::test]
    async fn a_form_is_read_in_its_order_and_no_larger_than_a_page() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            posted("b=%E7%8E%8B+1&a=&b=2".into()).await.unwrap(),
            [pair("b", "王 1"), pair("a", ""), pair("b", "2")]
        );
        assert_eq!(posted("a=&".repeat(1_000)).await.map(|pairs| pairs.len()), Ok(1_000));
        assert_eq!(posted("a=&".repeat(80_000)).await, Err(413));
    }
}
