//! The way to what works with the phone's store for a family: a download of its own, which the first page need not wait
//! for.

use std::pin::Pin;

use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::declaration::Work;
use crate::declaration::{Declaration, work};
use crate::wire::Failure;

/// Does it.
///
/// # Errors
/// [`Failure::Offline`] when the phone's store could not be loaded or used, [`Failure`] of the server when that was
/// asked.
pub async fn unsent(declaration: Declaration, what: Work) -> Result<(), Failure> {
    match at_work(declaration, what).await {
        Ok(working) => working.await,
        Err(_) => Err(Failure::Offline),
    }
}

type Working = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

#[wasm_split(phone_store, wasm_split_path = ::leptos::wasm_split, fallible)]
fn at_work(declaration: Declaration, what: Work) -> Result<Working, SplitLoaderError> {
    Ok(Box::pin(async move { work(&declaration, what).await }))
}
