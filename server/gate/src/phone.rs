//! A worker's phone. Its sender may wake long after the session ended, so it shows the token of the phone in a header:
//! another site can make a browser send cookies, but not this header.

use axum::http::{HeaderMap, header};
use backend::fieldwork::Device;
use backend::{Store, fieldwork};
use domain::problem::Problem;

use crate::refusal::Refusal;

/// The phone whose token the request shows.
///
/// # Errors
/// [`Problem::DeviceUnknown`] without a token, or with one that opens nothing any more.
pub async fn phone(store: &Store, headers: &HeaderMap) -> Result<Device, Refusal> {
    Ok(fieldwork::recognise(store, token(headers)?).await?)
}

fn token(headers: &HeaderMap) -> Result<&str, Problem> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = shown.and_then(|shown| shown.split_once(' ')).ok_or(Problem::DeviceUnknown)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(Problem::DeviceUnknown) }
}
