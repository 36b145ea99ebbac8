//! The frame: one document without anybody's data that stands for all pages of the declaration.
//!
//! The server writes it for an address with `?frame`. The service worker keeps it and, when there is no connection,
//! gives it for whatever page is asked for. As it is the same for all, it is taken over as a page that waits; only then
//! the real one takes its place, made from what lies on the phone.

use leptos::prelude::*;

use super::page_data::block;
use crate::ui::html::{Piece, live};
use crate::ui::layout::waiting;

/// Id of the element that only a frame has: what a form to practise on is made from, the same for everybody.
const BLANK: &str = "blank";

/// In the query of an address: the frame, please.
#[cfg(feature = "ssr")]
const FRAME: &str = "frame";

/// `page`; in a frame, first the place of a page that is being fetched.
#[cfg(feature = "ssr")]
pub(crate) fn framed(page: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    use leptos_router::hooks::use_location;

    use super::page_data::text;
    use crate::declaration::functions::Loaded;
    use crate::wire::context::store;

    let asked = use_location().query.with_untracked(|query| query.get(FRAME).is_some());
    match store() {
        Ok(store) if asked => in_frame(|| waiting().into(), text(&Loaded::blank(&store))),
        _ => page(),
    }
}

/// `page`; in a frame, first the place of a page that is being fetched.
#[cfg(not(feature = "ssr"))]
pub(crate) fn framed(page: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    use crate::declaration::HeldDeclaration;
    use crate::declaration::functions::Loaded;
    use crate::platform;

    let Some(mut blank) = platform::page_data::<Loaded>(BLANK) else { return page() };
    blank.today = platform::today_since(blank.today);
    expect_context::<HeldDeclaration>().practise_with(blank);
    let taken_over = ArcRwSignal::new(false);
    let begin = taken_over.clone();
    set_timeout(move || begin.set(true), std::time::Duration::ZERO);
    in_frame(move || if taken_over.get() { untrack(&page) } else { waiting() }.into(), String::new())
}

fn in_frame(page: impl Fn() -> Piece + Send + Sync + 'static, blank: String) -> AnyView {
    Piece::Many(vec![live(page), block(BLANK, blank).into()]).view()
}
