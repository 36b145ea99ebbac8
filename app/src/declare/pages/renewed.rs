//! Pages of what others do to a declaration: asked for anew whenever they are shown, and whenever they are looked at again,
//! so that a tab which stays open for days tells no old state for the present one.

use leptos::prelude::*;

use super::loaded::loaded;
use crate::declaration::{Declaration, HeldDeclaration};
use crate::ui::html::live;

/// The page as things stand; while the server cannot be reached, as they stood, which the page says.
pub(crate) fn renewed(page: fn(&Declaration) -> AnyView) -> AnyView {
    // What the server has just written into the document need not be asked for.
    let kept = expect_context::<HeldDeclaration>().current(false).is_some();
    loaded(Vec::new(), move |declaration, _| {
        let shown = ArcRwSignal::new(declaration);
        #[cfg(not(feature = "ssr"))]
        asking::begin(&shown, kept);
        #[cfg(feature = "ssr")]
        let (_, owner) = (kept, Owner::current().unwrap_or_default());
        live(move || {
            let declaration = shown.get();
            let page = || untrack(|| page(&declaration)).into();
            // The server makes it when it writes the document, where nothing of the page is at hand any more.
            #[cfg(feature = "ssr")]
            return owner.with(page);
            #[cfg(not(feature = "ssr"))]
            page()
        })
        .view()
    })
}

#[cfg(not(feature = "ssr"))]
mod asking {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use leptos::prelude::*;
    use leptos::task::spawn_local;

    use crate::declaration::functions::{Loaded, load};
    use crate::declaration::{Declaration, HeldDeclaration};
    use crate::platform;
    use crate::wire::Failure;

    pub(crate) fn begin(shown: &ArcRwSignal<Declaration>, now: bool) {
        let left = Arc::new(AtomicBool::new(false));
        let leaves = Arc::clone(&left);
        on_cleanup(move || leaves.store(true, Ordering::Relaxed));
        let (session, shown) = (expect_context::<HeldDeclaration>(), shown.clone());
        let renew = move || {
            let (session, shown, left) = (session.clone(), shown.clone(), Arc::clone(&left));
            if !left.load(Ordering::Relaxed) {
                spawn_local(async move { ask(&session, &shown, &left).await });
            }
        };
        if now {
            renew();
        }
        platform::when_seen(move |seen| {
            if seen {
                renew();
            }
        });
    }

    async fn ask(session: &HeldDeclaration, shown: &ArcRwSignal<Declaration>, left: &AtomicBool) {
        let told = load(Vec::new()).await;
        let before = shown.get_untracked();
        // A page that was left is not this one's to renew, and answers that wait to be sent are newer than any answer.
        if left.load(Ordering::Relaxed) || !before.settled() {
            return;
        }
        match told {
            Ok(loaded) => {
                let receipt = before.receipt().get_untracked();
                shown.set(session.adopt(Loaded { receipt, ..loaded }));
            }
            Err(Failure::Offline) if !before.recalled() => shown.set(before.as_recalled()),
            Err(_) => {}
        }
    }
}
