//! Controls of their own for every screen.
//!
//! A view that takes the place of another one of the same shape is written into the elements that are
//! there already. What somebody ticked or typed belongs to those elements, so it would stay and stand
//! under the next question as if it had been answered. A screen with another key gets new elements.

use std::future::Future;

use leptos::prelude::{AddAnyAttr, AnyView, Render, RenderHtml};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types;
use leptos::tachys::view::{Mountable, PositionState};

use super::erase::{Erase as _, forward_html};

/// The view, in new elements whenever `key` is another one than before in this place.
pub fn keyed<K: PartialEq + Send + 'static>(key: K, view: AnyView) -> AnyView {
    Keyed(key, view).erase()
}

struct Keyed<K, V>(K, V);

/// What stands in the page, with its key.
struct Mounted<K, S> {
    key: K,
    state: S,
}

impl<K: PartialEq + 'static, V: Render> Render for Keyed<K, V> {
    type State = Mounted<K, V::State>;

    fn build(self) -> Self::State {
        Mounted { key: self.0, state: self.1.build() }
    }

    fn rebuild(self, mounted: &mut Self::State) {
        if self.0 == mounted.key {
            return self.1.rebuild(&mut mounted.state);
        }
        let mut state = self.1.build();
        mounted.state.insert_before_this(&mut state);
        mounted.state.unmount();
        *mounted = Mounted { key: self.0, state };
    }
}

impl<K, S: Mountable> Mountable for Mounted<K, S> {
    fn unmount(&mut self) {
        self.state.unmount();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.state.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.state.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        self.state.elements()
    }
}

impl<K: PartialEq + Send + 'static, V: RenderHtml> AddAnyAttr for Keyed<K, V> {
    type Output<SomeNewAttr: Attribute> = Keyed<K, V::Output<SomeNewAttr>>;

    fn add_any_attr<NewAttr: Attribute>(self, attr: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        Keyed(self.0, self.1.add_any_attr(attr))
    }
}

impl<K: PartialEq + Send + 'static, V: RenderHtml> RenderHtml for Keyed<K, V> {
    type AsyncOutput = Keyed<K, V::AsyncOutput>;
    type Owned = Keyed<K, V::Owned>;

    forward_html!(1, V);

    fn resolve(self) -> impl Future<Output = Self::AsyncOutput> + Send {
        let Self(key, view) = self;
        let view = view.resolve();
        async move { Keyed(key, view.await) }
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        Mounted { key: self.0, state: self.1.hydrate::<FROM_SERVER>(cursor, position) }
    }

    fn into_owned(self) -> Self::Owned {
        Keyed(self.0, self.1.into_owned())
    }
}
