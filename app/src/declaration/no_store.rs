//! The server keeps nothing on its disk for a phone: what `unsent` and `offline_copy` are there.

use super::Declaration;
use super::functions::Loaded;
use super::work::Work;
use crate::wire::Failure;

/// Nothing is kept on the server's disk for a phone.
///
/// # Errors
/// Always.
#[expect(clippy::unused_async, reason = "the phone's side waits for its store")]
pub async fn unsent(_: Declaration, _: Work) -> Result<(), Failure> {
    Err(Failure::Offline)
}

/// There is no service worker.
pub const fn stay_openable(_: &Declaration) {}

/// Nothing is kept on the server's disk for a phone.
pub const fn keep_copy(_: &Declaration) {}

/// Nothing to forget.
pub const fn forget_copy() {}

/// Nothing was kept.
#[expect(clippy::unused_async, reason = "the phone's side waits for its store")]
pub async fn recall() -> Option<Loaded> {
    None
}
