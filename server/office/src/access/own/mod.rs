//! 我的账号: what everybody does with the own account.

pub(super) mod generator;
mod me;
pub(super) mod passkeys;
pub(super) mod password;
mod verify;

use std::sync::Arc;

use app::addresses::access::{ME, PASSKEY, PASSWORD, VERIFY};
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(super) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(ME, get(me::show).post(me::act))
        .route(PASSKEY, get(passkeys::show).post(passkeys::act))
        .route(PASSWORD, get(password::show).post(password::act))
        .route(VERIFY, get(verify::show).post(verify::act))
}
