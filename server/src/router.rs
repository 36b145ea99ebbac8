//! What is served where, and through which layers.

use std::path::Path;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use gate::{ProblemBody, session};
use leptos_axum::LeptosRoutes;
use office::Office;
use tower::ServiceExt;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

use crate::doors::{api, divisions, families, health, identity, links, pages, pictures, posts, push};
use crate::layers::headers::Https;
use crate::layers::{csrf, filters, headers, host_cookies, link_holder, refusals};
use crate::state::AppState;
use crate::{functions, limits, site, telemetry};

/// Everything that the server answers.
///
/// # Errors
/// When the base URL of the store is not the address of a site, or the description of the interface cannot be written.
pub fn router(state: &AppState) -> anyhow::Result<Router> {
    let site_root = Path::new(&*state.options.site_root).to_owned();
    let forged = from_fn_with_state(csrf::Guard::new(state)?, csrf::guard);
    let router = Router::new()
        .merge(with_sessions(state))
        .merge(site::files(&site_root))
        .merge(divisions::router())
        .merge(api::router()?)
        .merge(links::router())
        .merge(identity::router())
        .fallback_service(files_or_not_found(state, site::directory(&site_root)))
        .layer(forged)
        .layer(DefaultBodyLimit::max(limits::DECLARED))
        // Behind neither that limit nor cookies: it has a limit of its own, and shows a token in a header.
        .merge(push::router(state))
        .layer(from_fn_with_state(state.limits.clone(), limits::guard))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .merge(health::router())
        .layer(CatchPanicLayer::custom(|_| ProblemBody::from(Problem::Internal).into_response()))
        .layer(from_fn_with_state(Https(state.https), host_cookies::rename))
        .layer(from_fn_with_state(Https(state.https), headers::secure))
        .layer(from_fn(telemetry::log))
        .with_state(state.clone());
    Ok(router)
}

/// Pages, their posts and the server functions: the part that knows sessions and families.
fn with_sessions(state: &AppState) -> Router<AppState> {
    let options = state.options.clone();
    let shell = move || app::shell(options.clone());
    Router::new()
        .leptos_routes_with_context(state, pages::routes(), pages::context(state), shell)
        .merge(posts::router(state))
        .merge(office::router(Office {
            store: state.store.clone(),
            cookie_keys: state.cookie_keys.clone(),
            style: state.style.clone(),
            sheets: state.sheets.clone(),
        }))
        .merge(families::router())
        .merge(pictures::router())
        .layer(from_fn(functions::own_status))
        .layer(from_fn_with_state(state.clone(), refusals::noted))
        .layer(from_fn(filters::tidy))
        .layer(from_fn_with_state(state.clone(), posts::recall::recall))
        .layer(from_fn_with_state(state.clone(), families::lead))
        .layer(from_fn_with_state(state.clone(), session::keep_alive))
        .layer(from_fn_with_state(state.clone(), link_holder::recognise))
        .layer(session::layer(state.store.clone(), state.https))
}

/// A file of the site, or the page that says that there is nothing.
fn files_or_not_found(
    state: &AppState,
    files: ServeDir,
) -> impl tower::Service<Request, Response = Response, Error = std::convert::Infallible, Future: Send>
+ Clone
+ Send
+ Sync
+ 'static {
    let state = state.clone();
    tower::service_fn(move |request: Request| {
        let (files, state) = (files.clone(), state.clone());
        async move {
            if site::hidden(request.uri().path()) {
                return Ok(not_found(state, request).await);
            }
            let (parts, body) = request.into_parts();
            let asked = Request::from_parts(parts.clone(), axum::body::Body::empty());
            let lifetime = site::lifetime(parts.uri.path());
            let policy = site::policy(parts.uri.path());
            let mut response = match files.oneshot(asked).await {
                Ok(response) => response.map(axum::body::Body::new),
                Err(never) => match never {},
            };
            if response.status() == StatusCode::NOT_FOUND || response.status() == StatusCode::METHOD_NOT_ALLOWED {
                return Ok(not_found(state, Request::from_parts(parts, body)).await);
            }
            response.headers_mut().entry(header::CACHE_CONTROL).or_insert(lifetime);
            if let Some(policy) = policy {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            Ok(response)
        }
    })
}

/// The site's own page for an address that is not there.
async fn not_found(state: AppState, request: Request) -> Response {
    let mut response = pages::render(&state, request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
