//! Finds a division by a part of its name or by pinyin initials.

use domain::view::DivisionItem;
use leptos::prelude::*;

use crate::api::Failure;
use crate::api::codec::Wire;

/// The divisions that fit, likeliest first.
///
/// # Errors
/// [`Failure::Offline`] without a connection.
#[server(prefix = "/fn", endpoint = "divisions/search", input = Wire, output = Wire)]
pub async fn search(words: String) -> Result<Vec<DivisionItem>, Failure> {
    use backend::heavy;
    use backend::service::divisions;

    use crate::api::context::problem;
    use crate::places::Places as _;

    let index = divisions::index().map_err(problem)?;
    Ok(heavy::work(move || index.found(&words)).await.map_err(problem)?)
}
