//! Protection against requests forged by other sites, without tokens: works with cached HTML, without
//! JavaScript and in old web views.
//!
//! Browsers say where an unsafe request comes from (`Sec-Fetch-Site`; old ones `Origin`). Programs
//! send neither and hold no cookie of ours, so `/api/v1` stays open to them. The session cookie is
//! `SameSite=Lax` besides.

use axum::BoxError;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use tower_csrf::{ConfigError, CrossOriginProtectionLayer};

use crate::problem::ProblemBody;

/// The layer that refuses unsafe requests from other sites. `base_url` is the own address: it is
/// trusted even when a proxy changes `Host`.
///
/// # Errors
/// When `base_url` is not an origin.
pub fn layer(base_url: &str) -> Result<CrossOriginProtectionLayer, ConfigError> {
    CrossOriginProtectionLayer::default().add_trusted_origin(base_url)
}

/// The answer to a refused request.
pub async fn refused(error: BoxError) -> Response {
    tracing::warn!(reason = %error, "refused a request from another site");
    ProblemBody::from(Problem::CrossSite).into_response()
}
