//! Changes of a draft that the server does not have yet, as bytes: one row for each page that is open, under the draft's
//! id and the page's own. A page writes and forgets its own row only, and takes the rows of pages that are gone. Rows of
//! earlier versions lie under the draft's id alone.

use idb::KeyRange;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::database::{self, Access};
use crate::schema::DRAFTS;
use crate::{Unavailable, keys, vault};

/// What lies under one key.
#[derive(Clone, Debug)]
pub struct Left {
    key: String,
    sealed: JsValue,
    /// The bytes.
    pub clear: Vec<u8>,
}

/// Keeps the bytes in place of earlier ones.
///
/// # Errors
/// [`Unavailable`] when the phone cannot keep them encrypted.
pub async fn keep(name: &str, bytes: &[u8]) -> Result<(), Unavailable> {
    let sealed = vault::encrypt(&keys::of_phone(keys::DRAFTS).await?, bytes, name).await?;
    let access = Access::writing(&[DRAFTS]).await?;
    access.put(DRAFTS, name, &sealed)?;
    access.done().await
}

/// The bytes kept, if any.
///
/// # Errors
/// [`Unavailable`] when the phone cannot read them.
pub async fn kept(name: &str) -> Result<Option<Vec<u8>>, Unavailable> {
    let sealed = Access::reading(&[DRAFTS]).await?.get(DRAFTS, name).await?;
    match sealed {
        Some(sealed) => Ok(Some(vault::decrypt(&keys::of_phone(keys::DRAFTS).await?, &sealed, name)?.await?)),
        None => Ok(None),
    }
}

/// Forgets the bytes.
///
/// # Errors
/// [`Unavailable`] when the phone cannot delete them.
pub async fn forget(name: &str) -> Result<(), Unavailable> {
    let access = Access::writing(&[DRAFTS]).await?;
    access.delete(DRAFTS, database::key(name))?;
    access.done().await
}

/// What pages left of a draft that are gone. A row that cannot be opened is left out, and stays.
///
/// # Errors
/// [`Unavailable`] when the phone cannot read its store.
pub async fn left(draft: &str) -> Result<Vec<Left>, Unavailable> {
    // A page says that it is there before it looks: of two that open at once, both see both.
    let own = row_of(draft).await;
    let there = held().await;
    let access = Access::reading(&[DRAFTS]).await?;
    let store = access.store(DRAFTS)?;
    let rows = || KeyRange::bound(&draft.into(), &format!("{draft}/\u{ffff}").into(), None, None);
    let keys = store.get_all_keys(Some(rows()?.into()), None)?.await?;
    let sealed = store.get_all(Some(rows()?.into()), None)?.await?;
    drop(access);
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let phone = keys::of_phone(keys::DRAFTS).await?;
    let mut left = Vec::new();
    for (key, sealed) in keys.iter().filter_map(JsValue::as_string).zip(sealed) {
        let others = key != own && key.split_once('/').is_some_and(|(_, page)| there.iter().any(|held| held == page));
        let opening = vault::decrypt(&phone, &sealed, &key);
        if let (false, Ok(opening)) = (others, opening)
            && let Ok(clear) = opening.await
        {
            left.push(Left { key, sealed, clear });
        }
    }
    Ok(left)
}

/// Leaves these bytes in this page's row, or takes the row away, and takes away what was `taken` into them, in one
/// step. Says no, and changes nothing, when something else lies there than what was taken.
///
/// # Errors
/// [`Unavailable`] when the phone cannot keep them encrypted.
pub async fn leave(draft: &str, bytes: Option<&[u8]>, taken: &[Left]) -> Result<bool, Unavailable> {
    let own = row_of(draft).await;
    let sealed = match bytes {
        Some(bytes) => Some(vault::encrypt(&keys::of_phone(keys::DRAFTS).await?, bytes, &own).await?),
        None => None,
    };
    let access = Access::writing(&[DRAFTS]).await?;
    for left in taken {
        let now = access.get(DRAFTS, &left.key).await?;
        // Each writing has a nonce of its own.
        if now.as_ref().and_then(vault::nonce_of) != vault::nonce_of(&left.sealed) {
            return Ok(false);
        }
    }
    for left in taken {
        access.delete(DRAFTS, database::key(&left.key))?;
    }
    match &sealed {
        Some(sealed) => access.put(DRAFTS, &own, sealed)?,
        None => access.delete(DRAFTS, database::key(&own))?,
    }
    access.done().await?;
    Ok(true)
}

thread_local! {
    /// The id of this page: the name of a lock that it holds until it is gone.
    static PAGE: std::cell::OnceCell<String> = const { std::cell::OnceCell::new() };
}

async fn row_of(draft: &str) -> String {
    if let Some(page) = PAGE.with(|page| page.get().cloned()) {
        return format!("{draft}/{page}");
    }
    let page = vault::random(8).map(|bytes| bytes.to_vec()).unwrap_or_default();
    let page: String = page.iter().map(|byte| format!("{byte:02x}")).collect();
    let page = PAGE.with(|kept| kept.get_or_init(|| page).clone());
    // Where the browser has no locks every row counts as left.
    let _ = hold(&page).await;
    format!("{draft}/{page}")
}

fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok().filter(|locks| !locks.is_undefined())
}

/// Holds a lock until the page is gone.
async fn hold(page: &str) -> Option<()> {
    let locks = locks()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let granted = Promise::new(&mut |resolve, reject| {
        let forever = Closure::once_into_js(move || {
            let _ = resolve.call0(&JsValue::NULL);
            Promise::new(&mut |_, _| {})
        });
        if request.call2(&locks, &page.into(), &forever).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(granted).await.ok().map(drop)
}

/// Names of the locks that pages hold.
async fn held() -> Vec<String> {
    let names = async {
        let locks = locks()?;
        let query: Function = Reflect::get(&locks, &"query".into()).ok()?.dyn_into().ok()?;
        let asked: Promise = query.call0(&locks).ok()?.dyn_into().ok()?;
        let held: Array = Reflect::get(&JsFuture::from(asked).await.ok()?, &"held".into()).ok()?.dyn_into().ok()?;
        Some(held.iter().filter_map(|lock| Reflect::get(&lock, &"name".into()).ok()?.as_string()).collect())
    };
    names.await.unwrap_or_default()
}
