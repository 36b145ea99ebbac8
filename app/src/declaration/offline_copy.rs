//! What keeps a family's pages openable without a connection: a service worker that has the pages, and a copy of the
//! declaration, sealed under the phone's own key.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use leptos::prelude::set_timeout;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::addresses;
use crate::codec;
use crate::declaration::Declaration;
use crate::declaration::functions::Loaded;

/// After so long the page is there and nothing else is fetched.
const AFTER: Duration = Duration::from_secs(1);

/// Under this name of the phone's drafts the copy lies: no draft's id has a blank.
const COPY: &str = "copy of the family";

/// This page has asked for the worker already.
static ASKED: AtomicBool = AtomicBool::new(false);

/// In a moment the pages of this declaration open without a connection too, and what they show is a copy of it.
pub fn stay_openable(declaration: &Declaration) {
    if ASKED.load(Ordering::Relaxed) {
        return keep_copy(declaration);
    }
    let declaration = declaration.clone();
    set_timeout(move || begin(declaration), AFTER);
}

fn begin(declaration: Declaration) {
    ASKED.store(true, Ordering::Relaxed);
    spawn_local(async move {
        if declaration.practice() {
            return offline::service_worker::register_for_families(addresses::practice::FORMS).await;
        }
        match copied(Copying::Begin(declaration)).await {
            Ok(begun) => drop(begun.await),
            // The line broke meanwhile: it is asked for again when there is something to keep.
            Err(_) => ASKED.store(false, Ordering::Relaxed),
        }
    });
}

/// Keeps a copy of the declaration as it stands now, in place of the earlier one.
pub fn keep_copy(declaration: &Declaration) {
    if declaration.practice() {
        return;
    }
    if ASKED.load(Ordering::Relaxed) {
        go(Copying::Keep(declaration.clone()));
    } else {
        begin(declaration.clone());
    }
}

/// The copy of the family's own declaration goes.
pub fn forget_copy() {
    go(Copying::Forget);
}

/// What was copied.
pub async fn recall() -> Option<Loaded> {
    perform(Copying::Read).await
}

enum Copying {
    Begin(Declaration),
    Keep(Declaration),
    Read,
    Forget,
}

fn go(what: Copying) {
    spawn_local(async move { drop(perform(what).await) });
}

async fn perform(what: Copying) -> Option<Loaded> {
    copied(what).await.ok()?.await
}

type Copied = Pin<Box<dyn Future<Output = Option<Loaded>>>>;

/// A download of its own: who only looks at the form pays nothing for it.
#[wasm_split(kept, wasm_split_path = ::leptos::wasm_split, fallible)]
fn copied(what: Copying) -> Result<Copied, SplitLoaderError> {
    Ok(match what {
        Copying::Begin(declaration) => Box::pin(async move {
            // Somebody who reads the notice has nothing to go on with yet, and pays for nothing else.
            if declaration.draft().is_none() && declaration.submitted().is_empty() {
                ASKED.store(false, Ordering::Relaxed);
                // What another family of this phone left is not shown to this one.
                offline::drafts::forget(COPY).await.ok()?;
                return None;
            }
            keep(&declaration).await;
            offline::service_worker::register_for_families(addresses::declare::HUB).await;
            None
        }),
        Copying::Keep(declaration) => Box::pin(async move {
            keep(&declaration).await;
            None
        }),
        Copying::Read => Box::pin(async move {
            let bytes = offline::drafts::kept(COPY).await.ok()??;
            let loaded: Loaded = codec::read(&bytes).ok()?;
            Some(Loaded { today: crate::platform::today_since(loaded.today), recalled: true, ..loaded })
        }),
        Copying::Forget => Box::pin(async move {
            offline::drafts::forget(COPY).await.ok()?;
            None
        }),
    })
}

async fn keep(declaration: &Declaration) {
    let Some(loaded) = declaration.copy() else { return };
    if let Ok(bytes) = codec::write(&loaded) {
        // What cannot be kept is there with a connection only.
        let _ = offline::drafts::keep(COPY, &bytes).await;
    }
}
