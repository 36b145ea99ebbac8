//! A piece in a living page: built, or taken over from the server's HTML.

use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{CastFrom as _, RemoveEventHandler, Rndr, types};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::strings::CowStrState;
use leptos::tachys::view::{Mountable, Position, PositionState};

use super::{Attribute, El, EventFn, Piece, PieceFn, TextFn, Words};

const SVG: &str = "http://www.w3.org/2000/svg";

/// What stands in the page for a piece.
pub enum Mounted {
    /// A placeholder.
    Placeholder(types::Placeholder),
    /// Words.
    Text(CowStrState<'static>),
    /// An element with what keeps it alive.
    El(types::Element, Vec<Attached>, Vec<Mounted>),
    /// Several parts, and the placeholder after them.
    Many(Vec<Mounted>, types::Placeholder),
    /// A part that is made anew.
    Live(RenderEffect<Mounted>),
    /// A part made elsewhere.
    View(AnyViewState),
}

/// What goes on as long as an element stands.
pub enum Attached {
    /// Follows what it reads.
    Follows(RenderEffect<Option<Words>>),
    /// Listens.
    Listens(RemoveEventHandler<types::Element>),
}

impl Mounted {
    pub(crate) fn build(piece: Piece) -> Self {
        match piece {
            Piece::Nothing => Self::Placeholder(Rndr::create_placeholder()),
            Piece::Text(words) => Self::Text(words.build()),
            Piece::El(El { tag, attributes, children }) => {
                let element = Rndr::create_element(tag, (tag == "svg").then_some(SVG));
                let alive = attributes.into_iter().filter_map(|attribute| attribute.begin(&element, true)).collect();
                let children = children
                    .into_iter()
                    .map(|child| {
                        let mut child = Self::build(child);
                        child.mount(&element, None);
                        child
                    })
                    .collect();
                Self::El(element, alive, children)
            }
            Piece::Many(pieces) => {
                Self::Many(pieces.into_iter().map(Self::build).collect(), Rndr::create_placeholder())
            }
            Piece::Live(make) => Self::live(make, Box::new(Self::build)),
            Piece::View(view) => Self::View(view.build()),
        }
    }

    /// A part that is made anew; `begin` puts the first one into the page.
    fn live(make: PieceFn, begin: Box<dyn Fn(Piece) -> Self>) -> Self {
        Self::Live(RenderEffect::new(move |before: Option<Self>| {
            let made = make();
            match before {
                Some(mut standing) => {
                    made.rebuild(&mut standing);
                    standing
                }
                None => begin(made),
            }
        }))
    }

    pub(crate) fn take_over(piece: Piece, cursor: &Cursor, position: &PositionState) -> Self {
        match piece {
            Piece::Nothing => Self::Placeholder(cursor.next_placeholder(position)),
            Piece::Text(words) => Self::Text(words.hydrate::<true>(cursor, position)),
            Piece::El(element) => element.take_over(cursor, position),
            Piece::Many(pieces) => {
                let pieces = pieces.into_iter().map(|piece| Self::take_over(piece, cursor, position)).collect();
                Self::Many(pieces, cursor.next_placeholder(position))
            }
            Piece::Live(make) => {
                let (cursor, position) = (cursor.clone(), position.clone());
                Self::live(make, Box::new(move |made| Self::take_over(made, &cursor, &position)))
            }
            Piece::View(view) => Self::View(view.hydrate::<true>(cursor, position)),
        }
    }
}

impl El {
    fn take_over(self, cursor: &Cursor, position: &PositionState) -> Mounted {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        let node = cursor.current();
        // A panic here leaves the page as the server wrote it (app/src/shell/loader.js).
        let Some(element) = types::Element::cast_from(node.clone()).filter(|found| found.local_name() == self.tag)
        else {
            unreachable!("the server wrote <{}> here", self.tag)
        };
        let alive = self.attributes.into_iter().filter_map(|attribute| attribute.begin(&element, false)).collect();
        position.set(Position::FirstChild);
        let children = self.children.into_iter().map(|child| Mounted::take_over(child, cursor, position)).collect();
        cursor.set(node);
        position.set(Position::NextChild);
        Mounted::El(element, alive, children)
    }
}

impl Attribute {
    /// Writes the attribute when the element is `new`, and begins what follows and listens.
    fn begin(self, element: &types::Element, new: bool) -> Option<Attached> {
        match self {
            Self::Fixed(name, value) => {
                if new {
                    Rndr::set_attribute(element, name, &value);
                }
                None
            }
            Self::Live(name, say) => Some(follow(element.clone(), say, new, move |element, said| match said {
                Some(value) => Rndr::set_attribute(element, name, value),
                None => Rndr::remove_attribute(element, name),
            })),
            Self::Property(name, say) => Some(follow(element.clone(), say, true, move |element, said| {
                Rndr::set_property(element, name, &said.unwrap_or_default().into());
            })),
            Self::Inner(say) => Some(follow(element.clone(), say, new, |element, said| {
                Rndr::set_inner_html(element, said.unwrap_or_default());
            })),
            Self::On(event, owner, hear) => Some(listen(element, event, owner, hear)),
        }
    }
}

fn follow(
    element: types::Element,
    say: TextFn,
    new: bool,
    show: impl Fn(&types::Element, Option<&str>) + 'static,
) -> Attached {
    Attached::Follows(RenderEffect::new(move |before: Option<Option<Words>>| {
        let said = say();
        let known = before.map_or(!new, |before| before == said);
        if !known {
            show(&element, said.as_deref());
        }
        said
    }))
}

fn listen(element: &types::Element, event: &'static str, owner: Owner, hear: EventFn) -> Attached {
    let hear = move |event: types::Event| owner.with(|| hear(leptos::ev::Event::from(event)));
    Attached::Listens(Rndr::add_event_listener(element, event, Box::new(hear)))
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        match self {
            Self::Placeholder(placeholder) => placeholder.unmount(),
            Self::Text(text) => text.unmount(),
            Self::El(element, ..) => element.unmount(),
            Self::Many(parts, end) => {
                parts.iter_mut().for_each(Mountable::unmount);
                end.unmount();
            }
            Self::Live(effect) => effect.unmount(),
            Self::View(view) => view.unmount(),
        }
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        match self {
            Self::Placeholder(placeholder) => placeholder.mount(parent, marker),
            Self::Text(text) => text.mount(parent, marker),
            Self::El(element, ..) => element.mount(parent, marker),
            Self::Many(parts, end) => {
                for part in parts {
                    part.mount(parent, marker);
                }
                end.mount(parent, marker);
            }
            Self::Live(effect) => effect.mount(parent, marker),
            Self::View(view) => view.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Placeholder(placeholder) => placeholder.insert_before_this(child),
            Self::Text(text) => text.insert_before_this(child),
            Self::El(element, ..) => element.insert_before_this(child),
            Self::Many(parts, end) => match parts.first() {
                Some(first) => first.insert_before_this(child),
                None => end.insert_before_this(child),
            },
            Self::Live(effect) => effect.insert_before_this(child),
            Self::View(view) => view.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<types::Element> {
        match self {
            Self::Placeholder(_) | Self::Text(_) => Vec::new(),
            Self::El(element, ..) => vec![element.clone()],
            Self::Many(parts, _) => parts.iter().flat_map(Mountable::elements).collect(),
            Self::Live(effect) => effect.elements(),
            Self::View(view) => view.elements(),
        }
    }
}
