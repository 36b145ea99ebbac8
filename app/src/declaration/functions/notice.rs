//! The notice in force, for a worker's phone to keep.

use domain::view::notice::NoticeView;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// The notice (告知书) in force. It is public, so nobody has to be signed in.
///
/// # Errors
/// [`Failure`] when the server fails.
#[server(prefix = "/fn", endpoint = "field/notice", input = Wire, output = Wire)]
pub async fn notice() -> Result<NoticeView, Failure> {
    Ok(NoticeView::clone(&crate::wire::context::store()?.notice))
}
