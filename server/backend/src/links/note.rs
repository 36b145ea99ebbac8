//! What a link is for, in the words of its maker. They may name a family, so they rest sealed.

use crate::crypt::keyring::Keyring;
use crate::crypt::seal::{self, Binding, unless_refused};
use crate::error::Result;
use crate::links::rows;
use crate::links::tables::link;
use crate::store::Store;

/// Links of before that are sealed in one transaction.
const STEP: u64 = 200;

/// The link with these words; none rest of empty ones.
///
/// # Errors
/// If the operating system gives no random bytes.
pub(super) fn with_note(keys: &Keyring, mut link: link::Model, words: &str) -> Result<link::Model> {
    if !words.is_empty() {
        let sealed = seal::seal(keys, &link.county_code, Binding::link_note(link.id), words.as_bytes())?;
        (link.sealed, link.key_id) = (Some(sealed.bytes), Some(sealed.key_id));
    }
    Ok(link)
}

/// The words of a link; empty when it has none, or they were tampered with.
///
/// # Errors
/// If the key file lacks their key.
pub(super) fn of(keys: &Keyring, link: &link::Model) -> Result<String> {
    let (Some(sealed), Some(key_id)) = (&link.sealed, &link.key_id) else { return Ok(link.note.clone()) };
    let opened = seal::open(keys, &link.county_code, Binding::link_note(link.id), key_id, sealed);
    Ok(unless_refused(opened)?.map(|words| String::from_utf8_lossy(&words).into_owned()).unwrap_or_default())
}

/// Seals the words that an earlier version left in clear in a county; gives how many they were.
///
/// # Errors
/// If the database refuses; those that were sealed stay sealed, the others are sealed the next time.
pub async fn seal_earlier(store: &Store, county: &str) -> Result<u64> {
    let mut count = 0;
    loop {
        let page = rows::links::with_clear_notes(&store.db, county, STEP).await?;
        let tx = store.begin().await?;
        for link in &page {
            let sealed = with_note(&store.keys, link.clone(), &link.note)?;
            rows::links::keep_note(&*tx, &sealed).await?;
        }
        tx.commit().await?;
        count += page.len() as u64;
        if (page.len() as u64) < STEP {
            return Ok(count);
        }
    }
}
