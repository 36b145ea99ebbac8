//! Finds a division by a part of its name or by pinyin initials.

use domain::view::DivisionItem;
use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// At most so many results: a phone shows no more without scrolling.
#[cfg(feature = "ssr")]
const LIMIT: usize = 8;

/// The divisions that fit, likeliest first.
///
/// # Errors
/// [`Failure::Offline`] without a connection.
#[server(prefix = "/fn", endpoint = "divisions/search", input = Wire, output = Wire)]
pub async fn search(words: String) -> Result<Vec<DivisionItem>, Failure> {
    use backend::service::divisions;

    use crate::api::context::problem;

    Ok(divisions::search(&words, None, LIMIT).map_err(problem)?)
}
