//! Pieces of a page as plain values, for what a family's phone downloads first.
//!
//! The `view!` macro gives every element a type of its own, and the compiler writes the building, the
//! taking over and the renewing of each. Here all elements are one type, [`El`], so a phone downloads that
//! code once; the form page weighs a third less for it. Pages that come later use the macro.
//!
//! A [`Piece`] stands wherever a view may stand. What reacts says so: [`El::live`], [`El::property`],
//! [`live`]. A live piece is made anew as a whole, so its closure should read memos.

mod page;
#[cfg(feature = "ssr")]
mod server;
mod view;

use std::borrow::Cow;
use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::{AnyView, Owner};

use super::erase::Erase as _;

type Words = Cow<'static, str>;
type TextFn = Arc<dyn Fn() -> Option<Words> + Send + Sync>;
type EventFn = Arc<dyn Fn(Event) + Send + Sync>;
type PieceFn = Arc<dyn Fn() -> Piece + Send + Sync>;

/// A part of a page.
pub enum Piece {
    /// No part, only its place.
    Nothing,
    /// Words.
    Text(Words),
    /// An element.
    El(El),
    /// Several parts, one after the other.
    Many(Vec<Piece>),
    /// A part that is made anew when what it read changes.
    Live(PieceFn),
    /// A part made elsewhere.
    View(AnyView),
}

/// An element.
pub struct El {
    tag: &'static str,
    attributes: Vec<Attribute>,
    children: Vec<Piece>,
}

enum Attribute {
    Fixed(&'static str, Words),
    Live(&'static str, TextFn),
    Property(&'static str, TextFn),
    Inner(TextFn),
    On(&'static str, Owner, EventFn),
}

/// An element called `tag`.
#[must_use]
pub const fn el(tag: &'static str) -> El {
    El { tag, attributes: Vec::new(), children: Vec::new() }
}

/// A part that is made anew when what `make` read changes.
pub fn live(make: impl Fn() -> Piece + Send + Sync + 'static) -> Piece {
    Piece::Live(Arc::new(make))
}

impl El {
    fn with(mut self, attribute: Attribute) -> Self {
        self.attributes.push(attribute);
        self
    }

    /// An attribute.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl Into<Words>) -> Self {
        self.with(Attribute::Fixed(name, value.into()))
    }

    /// The classes.
    #[must_use]
    pub fn class(self, names: &'static str) -> Self {
        self.attr("class", names)
    }

    /// An attribute that is there or not, such as `checked`.
    #[must_use]
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.attr(name, "") } else { self }
    }

    /// An attribute that follows what `say` reads; taken away when it says nothing.
    #[must_use]
    pub fn live(self, name: &'static str, say: impl Fn() -> Option<Words> + Send + Sync + 'static) -> Self {
        self.with(Attribute::Live(name, Arc::new(say)))
    }

    /// Hidden while `hide` says so.
    #[must_use]
    pub fn hidden(self, hide: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.live("hidden", move || hide().then_some(Words::Borrowed("")))
    }

    /// A property of the live element that follows what `say` reads; the server writes nothing.
    #[must_use]
    pub fn property(self, name: &'static str, say: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.with(Attribute::Property(name, Arc::new(move || Some(say().into()))))
    }

    /// Content as markup that is safe already; follows what `say` reads.
    #[must_use]
    pub fn inner(self, say: impl Fn() -> Words + Send + Sync + 'static) -> Self {
        self.with(Attribute::Inner(Arc::new(move || Some(say()))))
    }

    /// Listens for an event.
    #[must_use]
    pub fn on(self, event: &'static str, hear: impl Fn(Event) + Send + Sync + 'static) -> Self {
        self.with(Attribute::On(event, Owner::current().unwrap_or_default(), Arc::new(hear)))
    }

    /// One more child.
    #[must_use]
    pub fn child(mut self, child: impl Into<Piece>) -> Self {
        self.children.push(child.into());
        self
    }

    /// More children.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Piece>) -> Self {
        self.children.extend(children);
        self
    }

    /// The element as a view of unknown type.
    #[must_use]
    pub fn view(self) -> AnyView {
        Piece::El(self).view()
    }
}

impl Piece {
    /// The part as a view of unknown type.
    #[must_use]
    pub fn view(self) -> AnyView {
        self.erase()
    }
}

impl From<&'static str> for Piece {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<El> for Piece {
    fn from(element: El) -> Self {
        Self::El(element)
    }
}

impl From<AnyView> for Piece {
    fn from(view: AnyView) -> Self {
        Self::View(view)
    }
}

impl<T: Into<Self>> From<Option<T>> for Piece {
    fn from(piece: Option<T>) -> Self {
        piece.map_or(Self::Nothing, Into::into)
    }
}

impl From<Vec<Self>> for Piece {
    fn from(pieces: Vec<Self>) -> Self {
        Self::Many(pieces)
    }
}
