//! Signing in elsewhere (统一登录): the way there and back, binding an account, and the providers as security administrators
//! set them up.

mod bind;
mod settings;
mod there;

use std::sync::Arc;

use ::time::Duration;
use app::addresses::access::{IDENTITIES, IDENTITY, IDENTITY_BACK, MY_IDENTITY};
use axum::Router;
use axum::routing::get;
use gate::Flash;

use crate::Office;

pub(super) use there::ways;

/// What a browser takes along to a provider and back.
const FLOW: Flash = Flash { cookie: "tongce_identity", path: "/", shown: Duration::minutes(10) };

pub(super) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(IDENTITY, get(settings::show).post(settings::act))
        .route(IDENTITIES, get(there::list))
        .route(IDENTITY_BACK, get(there::back))
        .route("/sign-in/identity/{county}/{id}", get(there::go))
        .route(MY_IDENTITY, get(bind::show).post(bind::act))
}
