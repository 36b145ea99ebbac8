//! Protection against requests forged by other sites, without tokens: works with cached HTML, without
//! JavaScript and in old web views.
//!
//! Browsers say where an unsafe request comes from (`Sec-Fetch-Site`; old ones `Origin`). Programs
//! send neither and hold no cookie of ours, so `/api/v1` stays open to them. The session cookie is
//! `SameSite=Lax` besides.
//!
//! Some browsers say nothing that can be believed (`Origin: null`), and behind some proxies the site has a name that it does
//! not know. A form from there is not done; it is shown in words on a page of our own, from which the person may post it
//! again. That page carries a token which only its own browser's cookie fits, so a forged form gets no further than the
//! page. What certainly comes from another site is shown, and not offered.

use std::convert::Infallible;
use std::future::ready;

use app::addresses::{API, is_at};
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{self, HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use backend::crypt::keyring::new_token;
use domain::problem::Problem;
use gate::{Page, ProblemBody};
use time::Duration;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_csrf::CrossOriginProtectionLayer;

use crate::functions;
use crate::layers::typed;
use crate::limits::DECLARED;
use crate::state::AppState;

/// What a browser says about where a request comes from.
const SITE: &str = "sec-fetch-site";

/// Name of the cookie that a token has to fit, and of the token in the query.
const AGAIN: &str = "tongce_again";
const TOKEN: &str = "again";

/// How long the page that offers to post again works.
const OFFERED: Duration = Duration::hours(1);

/// Tells the site's own requests from forged ones.
#[derive(Clone)]
pub struct Guard {
    layer: CrossOriginProtectionLayer,
    state: AppState,
}

impl Guard {
    /// The own address is trusted even when a proxy changes `Host`.
    ///
    /// # Errors
    /// When the base URL is not an origin.
    pub fn new(state: &AppState) -> anyhow::Result<Self> {
        let layer = CrossOriginProtectionLayer::default().add_trusted_origin(&*state.store.base_url)?;
        Ok(Self { layer, state: state.clone() })
    }

    /// Whether the request may be the site's own.
    async fn passes(&self, head: http::Request<()>) -> bool {
        let known = same_host(head.headers()) || self.offered(head.uri(), head.headers());
        // A closure that returns a future, because an async closure here breaks rustc 1.95's incremental builds.
        let answer = |_: http::Request<()>| ready(Ok::<_, Infallible>(http::Response::new(())));
        let pass = self.layer.layer(service_fn(answer));
        known || pass.oneshot(head).await.is_ok()
    }

    /// Whether it comes from our page that offers to post again.
    fn offered(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let query = uri.query().unwrap_or_default();
        let token = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == TOKEN);
        let Some((_, token)) = token.filter(|(_, token)| !token.is_empty()) else { return false };
        let Some(cookie) = self.state.cookie_keys.open(headers, AGAIN) else { return false };
        let mut parts = cookie.value().split(' ');
        let until = parts.next().and_then(|until| until.parse::<i64>().ok());
        until.is_some_and(|until| self.state.store.clock.millis() < until)
            && parts.next() == Some(&*token)
            && parts.next() == Some(uri.path())
    }
}

/// An old browser on a site with a port in its address: the library compares the origin without it.
fn same_host(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    let origin = text(header::ORIGIN).and_then(|origin| origin.parse::<Uri>().ok());
    match (headers.get(SITE), origin.as_ref().and_then(Uri::authority), text(header::HOST)) {
        (None, Some(origin), Some(host)) => origin.as_str() == host,
        _ => false,
    }
}

/// Lets through what may be the site's own.
pub async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut head = http::Request::new(());
    (*head.method_mut(), *head.uri_mut()) = (request.method().clone(), request.uri().clone());
    *head.headers_mut() = request.headers().clone();
    if guard.passes(head).await {
        return next.run(request).await;
    }
    tracing::warn!("refused a request from another site");
    let path = request.uri().path();
    if functions::called(path) {
        return functions::refusal(Problem::CrossSite);
    }
    let form = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let form = form.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    if is_at(path, API) || !form {
        return ProblemBody::from(Problem::CrossSite).into_response();
    }
    refused(&guard.state, request).await
}

/// The page for a form that may be forged.
async fn refused(state: &AppState, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, DECLARED).await else {
        return ProblemBody::from(Problem::TooLarge).into_response();
    };
    let pairs: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
    let path = parts.uri.path();
    let foreign = parts.headers.get(SITE).is_some_and(|site| site == "cross-site");
    let page = Page::new(StatusCode::FORBIDDEN, "刚才的提交没有办");
    let card = typed::card(path, &pairs);
    let (page, offer) = if foreign {
        (page.words(["这次提交来自别的网站，已拦下。请从本系统的页面重新操作。".to_owned()]), None)
    } else {
        let words = [
            "浏览器没有说清这次提交是不是从本系统的页面来的，为了安全先没有办。".to_owned(),
            "下面的内容如果是您自己填的，请再提交一次；不是您填的，请关掉这一页。".to_owned(),
        ];
        let Ok(token) = new_token() else { return ProblemBody::from(Problem::Internal).into_response() };
        let again = typed::again(&with_token(&parts.uri, &token), &pairs, "是我填的，再提交一次");
        (page.words(words).form(again), Some(token))
    };
    let page = card.into_iter().fold(page, Page::part).way("/", "回到首页");
    let response = page.respond(state.look(&parts.headers));
    match offer {
        Some(token) => {
            (state.cookie_keys.jar(&parts.headers).add(cookie(state, &token, path)), response).into_response()
        }
        None => response,
    }
}

/// The address of the form with the token in its query.
fn with_token(uri: &Uri, token: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let before = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    query.extend_pairs(before.filter(|(name, _)| name != TOKEN)).append_pair(TOKEN, token);
    format!("{}?{}", uri.path(), query.finish())
}

fn cookie(state: &AppState, token: &str, path: &str) -> Cookie<'static> {
    let until = state.store.clock.millis() + i64::try_from(OFFERED.whole_milliseconds()).unwrap_or_default();
    Cookie::build((AGAIN, format!("{until} {token} {path}")))
        .http_only(true)
        // Another site's form never brings it along.
        .same_site(SameSite::Strict)
        .secure(state.https)
        .path("/")
        .max_age(OFFERED)
        .build()
}
