//! Finds a division by a part of its name or by pinyin initials.

use domain::divisions::DivisionItem;
use leptos::prelude::*;

use crate::codec::Wire;
use crate::wire::Failure;

/// The divisions that fit, likeliest first.
///
/// # Errors
/// [`Failure::Offline`] without a connection.
#[server(prefix = "/fn", endpoint = "divisions/search", input = Wire, output = Wire)]
pub async fn search(words: String) -> Result<Vec<DivisionItem>, Failure> {
    use backend::divisions::names;
    use backend::store::heavy;

    use crate::places::Places as _;
    use crate::wire::context::problem;

    let index = names::index().map_err(problem)?;
    Ok(heavy::work(move || index.found(&words)).await.map_err(problem)?)
}
