//! Answers of a family that the server does not have yet, kept on the phone.

use crate::api::codec::{self, WireError};
use crate::api::declarations::Changes;

/// Keeps unsaved answers of a draft on the phone, encrypted. Says whether it could.
pub async fn keep(draft: &str, changes: Changes) -> bool {
    store(Kept::Keep(draft.to_owned(), changes)).await.is_ok()
}

/// The unsaved answers of a draft.
pub async fn kept(draft: &str) -> Option<Changes> {
    store(Kept::Read(draft.to_owned())).await.ok().flatten()
}

/// Forgets them, once the server has them.
pub async fn forget(draft: &str) {
    // What could not be deleted is overwritten or deleted next time.
    let _ = store(Kept::Forget(draft.to_owned())).await;
}

/// What is asked of the store on the phone.
enum Kept {
    Keep(String, Changes),
    Read(String),
    Forget(String),
}

/// The store could not be loaded or used.
struct NoStore;

impl From<leptos::wasm_split::SplitLoaderError> for NoStore {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

impl From<WireError> for NoStore {
    fn from(_: WireError) -> Self {
        Self
    }
}

impl From<offline::Unavailable> for NoStore {
    fn from(_: offline::Unavailable) -> Self {
        Self
    }
}

type Stored = std::pin::Pin<Box<dyn Future<Output = Result<Option<Changes>, NoStore>>>>;

async fn store(what: Kept) -> Result<Option<Changes>, NoStore> {
    stored(what).await?.await
}

/// The store is a download of its own, which the first page need not wait for.
#[leptos::wasm_split::wasm_split(phone_store, wasm_split_path = ::leptos::wasm_split, fallible)]
fn stored(what: Kept) -> Result<Stored, NoStore> {
    Ok(Box::pin(async move {
        match what {
            Kept::Keep(draft, changes) => {
                offline::drafts::keep(&draft, &codec::write(&changes)?).await?;
                Ok(None)
            }
            Kept::Read(draft) => {
                let bytes = offline::drafts::kept(&draft).await?;
                Ok(bytes.map(|bytes| codec::read(&bytes)).transpose()?)
            }
            Kept::Forget(draft) => {
                offline::drafts::forget(&draft).await?;
                Ok(None)
            }
        }
    }))
}
