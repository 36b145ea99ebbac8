//! A piece as a view among others: on the server it is written, on the phone built or taken over.

use leptos::prelude::{AddAnyAttr, Render, RenderHtml};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::{Mountable as _, Position, PositionState};

use super::Piece;
use super::page::Mounted;

impl Render for Piece {
    type State = Mounted;

    fn build(self) -> Mounted {
        Mounted::build(self)
    }

    fn rebuild(self, standing: &mut Mounted) {
        let mut new = Mounted::build(self);
        standing.insert_before_this(&mut new);
        standing.unmount();
        *standing = new;
    }
}

/// Attributes from outside are not taken: a piece says all of its own.
impl AddAnyAttr for Piece {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self
    where
        Self: RenderHtml,
    {
        self
    }
}

impl RenderHtml for Piece {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {
        #[cfg(feature = "ssr")]
        self.look_ahead();
    }

    async fn resolve(self) -> Self {
        self
    }

    #[cfg_attr(not(feature = "ssr"), expect(unused_variables, reason = "only a server writes HTML"))]
    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _: bool,
        mark_branches: bool,
        _: Vec<AnyAttribute>,
    ) {
        #[cfg(feature = "ssr")]
        self.write(&mut super::server::Synchronous(buf), position, mark_branches);
    }

    #[cfg_attr(not(feature = "ssr"), expect(unused_variables, reason = "only a server writes HTML"))]
    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        stream: &mut StreamBuilder,
        position: &mut Position,
        _: bool,
        mark_branches: bool,
        _: Vec<AnyAttribute>,
    ) {
        #[cfg(feature = "ssr")]
        self.write(&mut super::server::Streamed::<OUT_OF_ORDER>(stream), position, mark_branches);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Mounted {
        Mounted::take_over(self, cursor, position)
    }

    fn into_owned(self) -> Self {
        self
    }
}
