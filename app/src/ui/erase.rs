//! Type erasure that keeps the download small.
//!
//! `into_any` alone makes the compiler write, for each erased view, a second way of taking over the
//! server's HTML: a state machine that could wait in the middle for a part of the program that is still
//! under way (`hydrate_async`). Only the router waits so. Views erased through [`Erase`] are taken over in
//! one go, and a fifth of the WebAssembly falls away.

use std::future::Future;

use leptos::prelude::{AddAnyAttr, AnyView, IntoAny, Render, RenderHtml};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::PositionState;

/// What a view that wraps another one in its field `$at` leaves to it: how much HTML it is, and writing it.
macro_rules! forward_html {
    ($at:tt, $view:ident) => {
        const MIN_LENGTH: usize = <$view as leptos::prelude::RenderHtml>::MIN_LENGTH;
        const EXISTS: bool = <$view as leptos::prelude::RenderHtml>::EXISTS;

        fn dry_resolve(&mut self) {
            self.$at.dry_resolve();
        }

        fn html_len(&self) -> usize {
            self.$at.html_len()
        }

        fn to_html_with_buf(
            self,
            buf: &mut String,
            position: &mut leptos::tachys::view::Position,
            escape: bool,
            mark_branches: bool,
            extra_attrs: Vec<leptos::tachys::html::attribute::any_attribute::AnyAttribute>,
        ) {
            self.$at.to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
        }

        fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
            self,
            buf: &mut leptos::tachys::ssr::StreamBuilder,
            position: &mut leptos::tachys::view::Position,
            escape: bool,
            mark_branches: bool,
            extra_attrs: Vec<leptos::tachys::html::attribute::any_attribute::AnyAttribute>,
        ) {
            self.$at.to_html_async_with_buf::<OUT_OF_ORDER>(buf, position, escape, mark_branches, extra_attrs);
        }
    };
}

pub(super) use forward_html;

/// Erases the type of a view that waits for nothing while it is hydrated.
pub trait Erase {
    /// The view without its type.
    fn erase(self) -> AnyView;
}

impl<T: RenderHtml + Send> Erase for T {
    fn erase(self) -> AnyView {
        Synchronous(self).into_any()
    }
}

/// A view that is hydrated in one go: everything as in `T`, only [`RenderHtml::hydrate_async`] stays the
/// trait's own, which calls [`RenderHtml::hydrate`].
struct Synchronous<T>(T);

impl<T: Render> Render for Synchronous<T> {
    type State = T::State;

    fn build(self) -> Self::State {
        self.0.build()
    }

    fn rebuild(self, state: &mut Self::State) {
        self.0.rebuild(state);
    }
}

impl<T: RenderHtml> AddAnyAttr for Synchronous<T> {
    type Output<SomeNewAttr: Attribute> = Synchronous<T::Output<SomeNewAttr>>;

    fn add_any_attr<NewAttr: Attribute>(self, attr: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        Synchronous(self.0.add_any_attr(attr))
    }
}

impl<T: RenderHtml> RenderHtml for Synchronous<T> {
    type AsyncOutput = T::AsyncOutput;
    type Owned = Synchronous<T::Owned>;

    forward_html!(0, T);

    fn resolve(self) -> impl Future<Output = Self::AsyncOutput> + Send {
        self.0.resolve()
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        self.0.hydrate::<FROM_SERVER>(cursor, position)
    }

    fn into_owned(self) -> Self::Owned {
        Synchronous(self.0.into_owned())
    }
}
