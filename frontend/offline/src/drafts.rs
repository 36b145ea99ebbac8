//! Changes of a draft that the server does not have yet, as bytes, by the draft's id.

use crate::database::{self, Access};
use crate::schema::DRAFTS;
use crate::{Unavailable, keys, vault};

/// Keeps the changes in place of earlier ones.
///
/// # Errors
/// [`Unavailable`] when the phone cannot keep them encrypted.
pub async fn keep(draft: &str, changes: &[u8]) -> Result<(), Unavailable> {
    let sealed = vault::encrypt(&keys::of_phone(keys::DRAFTS).await?, changes, draft).await?;
    let access = Access::writing(&[DRAFTS]).await?;
    access.put(DRAFTS, draft, &sealed)?;
    access.done().await
}

/// The changes kept, if any.
///
/// # Errors
/// [`Unavailable`] when the phone cannot read them.
pub async fn kept(draft: &str) -> Result<Option<Vec<u8>>, Unavailable> {
    let sealed = Access::reading(&[DRAFTS]).await?.get(DRAFTS, draft).await?;
    match sealed {
        Some(sealed) => Ok(Some(vault::decrypt(&keys::of_phone(keys::DRAFTS).await?, &sealed, draft)?.await?)),
        None => Ok(None),
    }
}

/// Forgets the changes, once the server has them.
///
/// # Errors
/// [`Unavailable`] when the phone cannot delete them.
pub async fn forget(draft: &str) -> Result<(), Unavailable> {
    let access = Access::writing(&[DRAFTS]).await?;
    access.delete(DRAFTS, database::key(draft))?;
    access.done().await
}
