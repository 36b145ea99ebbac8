//! A call to the office: who asks and from where, and the answers that a handler has.

use std::convert::Infallible;
use std::sync::Arc;

use app::platform::{TextSize, kept_text_size};
use app::ui::erase::Erase;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use backend::Store;
use domain::problem::Problem;
use domain::view::access::ActorView;
use gate::{Caller, Flash, Look, Refusal};
use time::Duration;

use crate::{Office, document, frame};

/// Name of the submit buttons' value.
pub(crate) const GO: &str = "go";

/// The one message between an act that was done and the page that it leads to.
const DONE: Flash = Flash { cookie: "tongce_done", path: "/", shown: Duration::minutes(10) };

/// Who asks the office, and from where.
pub(crate) struct Call {
    pub(crate) caller: Caller,
    pub(crate) office: Arc<Office>,
    pub(crate) headers: HeaderMap,
    /// The path of the page, and what stands behind it.
    pub(crate) here: Uri,
}

impl FromRequestParts<Arc<Office>> for Call {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Infallible> {
        Ok(Self {
            caller: Caller::new(office.store.clone(), parts),
            office: office.clone(),
            headers: parts.headers.clone(),
            here: parts.uri.clone(),
        })
    }
}

impl Call {
    pub(crate) fn store(&self) -> &Store {
        &self.office.store
    }

    /// A page of a signed-in person, with the message of what was done before it.
    pub(crate) fn page(&self, title: &'static str, actor: &ActorView, act: Act<'_>, content: impl Erase) -> Response {
        let told: Option<String> = DONE.get(&self.headers, &self.office.cookie_keys, self.now());
        let taken = told.is_some().then(|| DONE.take(&self.headers, &self.office.cookie_keys));
        let page = frame::page(title, actor, self.here.path(), told, act.refusal, content.erase());
        let document = document::write(&self.office, &self.headers, title, page);
        (act.status(), taken, document).into_response()
    }

    /// A page of somebody who is not signed in.
    pub(crate) fn plain(&self, title: &'static str, content: impl Erase) -> Response {
        let page = frame::plain(&self.here, self.size(), content.erase());
        document::write(&self.office, &self.headers, title, page).into_response()
    }

    /// A sheet of paper, without the frame.
    pub(crate) fn sheet(&self, title: &'static str, content: impl Erase) -> Response {
        document::write(&self.office, &self.headers, title, content.erase()).into_response()
    }

    /// Something was done: on to the page that shows it, with one message.
    pub(crate) fn done(&self, to: &str, message: &str) -> Result<Response, Refusal> {
        let flash = DONE.put(&self.headers, &self.office.cookie_keys, self.now(), &message)?;
        Ok((flash, Redirect::to(to)).into_response())
    }

    /// How a page outside the application looks.
    pub(crate) fn look(&self) -> Look<'_> {
        document::look(self.office.style.as_ref(), &self.headers)
    }

    fn size(&self) -> TextSize {
        kept_text_size(&self.headers).unwrap_or_default()
    }

    /// Now, Unix milliseconds.
    pub(crate) fn now(&self) -> i64 {
        self.office.store.clock.millis()
    }
}

/// What became of the act that was posted to the page which is shown.
#[derive(Clone, Copy, Default)]
pub(crate) struct Act<'a> {
    refusal: Option<&'a Refusal>,
}

impl<'a> Act<'a> {
    /// Nothing was posted.
    pub(crate) const NONE: Self = Self { refusal: None };

    /// It was not done.
    pub(crate) const fn refused(refusal: &'a Refusal) -> Self {
        Self { refusal: Some(refusal) }
    }

    /// 422 for what the person can put right; what failed inside or came too often keeps its own.
    fn status(self) -> StatusCode {
        match self.refusal.map(Refusal::status) {
            None => StatusCode::OK,
            Some(status) if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => status,
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// Shows the page again for an act that was refused. Whoever has to prove who it is does so first.
pub(crate) fn again(refusal: Refusal) -> Result<Refusal, Refusal> {
    let first = refusal.problem.leads_to_sign_in() || refusal.problem == Problem::StepUpNeeded;
    if first { Err(refusal) } else { Ok(refusal) }
}
