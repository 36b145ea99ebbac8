//! Changes of a draft that the server does not have yet, , as bytes, by the draft's id.

use crate::{Unavailable, database, vault};

/// Keeps the changes in place of earlier ones.
///
/// # Errors
/// [`Unavailable`] when the phone cannot keep them encrypted.
pub async fn keep(draft: &str, changes: &[u8]) -> Result<(), Unavailable> {
    let sealed = vault::seal(changes, draft).await?;
    database::put(database::DRAFTS, draft, &sealed).await
}

/// The changes kept, if any.
///
/// # Errors
/// [`Unavailable`] when the phone cannot read them.
pub async fn kept(draft: &str) -> Result<Option<Vec<u8>>, Unavailable> {
    match database::get(database::DRAFTS, draft).await? {
        Some(sealed) => Ok(Some(vault::open(sealed, draft).await?)),
        None => Ok(None),
    }
}

/// Forgets the changes, once the server has them.
///
/// # Errors
/// [`Unavailable`] when the phone cannot delete them.
pub async fn forget(draft: &str) -> Result<(), Unavailable> {
    database::delete(database::DRAFTS, draft).await
}
