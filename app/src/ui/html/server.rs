//! Writing a piece as HTML, in the shape in which the page takes it over.

use html_escape::encode_double_quoted_attribute;
use leptos::prelude::{AnyView, RenderHtml as _};
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::Position;

use super::{Attribute, El, Piece};

/// Elements without content and end tag.
const VOID: [&str; 4] = ["input", "br", "hr", "img"];

/// Where HTML goes.
pub(crate) trait Out {
    /// Text that is HTML already.
    fn html(&mut self, write: &mut dyn FnMut(&mut String));
    /// A view that writes itself.
    fn view(&mut self, view: AnyView, position: &mut Position, mark_branches: bool);
}

/// All at once.
pub(crate) struct Synchronous<'a>(pub(crate) &'a mut String);

/// As it gets ready.
pub(crate) struct Streamed<'a, const OUT_OF_ORDER: bool>(pub(crate) &'a mut StreamBuilder);

impl Out for Synchronous<'_> {
    fn html(&mut self, write: &mut dyn FnMut(&mut String)) {
        write(self.0);
    }

    fn view(&mut self, view: AnyView, position: &mut Position, mark_branches: bool) {
        view.to_html_with_buf(self.0, position, true, mark_branches, Vec::new());
    }
}

impl<const OUT_OF_ORDER: bool> Out for Streamed<'_, OUT_OF_ORDER> {
    fn html(&mut self, write: &mut dyn FnMut(&mut String)) {
        self.0.with_buf(write);
    }

    fn view(&mut self, view: AnyView, position: &mut Position, mark_branches: bool) {
        view.to_html_async_with_buf::<OUT_OF_ORDER>(self.0, position, true, mark_branches, Vec::new());
    }
}

impl Piece {
    /// Lets the views inside say what they wait for.
    pub(crate) fn look_ahead(&mut self) {
        match self {
            Self::Nothing | Self::Text(_) => {}
            Self::El(element) => element.children.iter_mut().for_each(Self::look_ahead),
            Self::Many(pieces) => pieces.iter_mut().for_each(Self::look_ahead),
            Self::Live(make) => make().look_ahead(),
            Self::View(view) => view.dry_resolve(),
        }
    }

    pub(crate) fn write(self, out: &mut dyn Out, position: &mut Position, mark_branches: bool) {
        match self {
            Self::Nothing => place(out, position),
            Self::Text(words) => {
                let mut words = Some(words);
                out.html(&mut |buf| {
                    if let Some(words) = words.take() {
                        words.to_html_with_buf(buf, position, true, mark_branches, Vec::new());
                    }
                });
            }
            Self::El(element) => element.write(out, position, mark_branches),
            Self::Many(pieces) => {
                for piece in pieces {
                    piece.write(out, position, mark_branches);
                }
                place(out, position);
            }
            Self::Live(make) => make().write(out, position, mark_branches),
            Self::View(view) => out.view(view, position, mark_branches),
        }
    }
}

/// An empty comment marks where something may come to stand.
fn place(out: &mut dyn Out, position: &mut Position) {
    out.html(&mut |buf| buf.push_str("<!>"));
    *position = Position::NextChild;
}

impl El {
    fn write(self, out: &mut dyn Out, position: &mut Position, mark_branches: bool) {
        let mut inner = None;
        let mut open = format!("<{}", self.tag);
        let mut say = |name: &str, value: &str| {
            open.push(' ');
            open.push_str(name);
            if !value.is_empty() {
                open.push_str("=\"");
                open.push_str(&encode_double_quoted_attribute(value));
                open.push('"');
            }
        };
        for attribute in self.attributes {
            match attribute {
                Attribute::Fixed(name, value) => say(name, &value),
                Attribute::Live(name, value) => drop(value().map(|value| say(name, &value))),
                Attribute::Inner(markup) => inner = markup(),
                Attribute::Property(..) | Attribute::On(..) => {}
            }
        }
        open.push('>');
        out.html(&mut |buf| buf.push_str(&open));
        *position = Position::FirstChild;
        if let Some(markup) = inner {
            out.html(&mut |buf| buf.push_str(&markup));
        }
        for child in self.children {
            child.write(out, position, mark_branches);
        }
        if !VOID.contains(&self.tag) {
            out.html(&mut |buf| {
                buf.push_str("</");
                buf.push_str(self.tag);
                buf.push('>');
            });
        }
        *position = Position::NextChild;
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use crate::ui::html::{Piece, el, live};

    fn html(piece: Piece) -> String {
        Owner::new().with(|| piece.view().to_html())
    }

    #[test]
    fn elements_words_and_places_are_written_as_the_page_expects_them() {
        let list = vec![el("li").child("一").into(), el("li").child("二").into()];
        let piece = el("ul").class("list").child(list).child(None::<&'static str>);
        assert_eq!(html(piece.into()), r#"<ul class="list"><li>一</li><li>二</li><!><!></ul>"#);
    }

    #[test]
    fn two_texts_in_a_row_are_kept_apart() {
        assert_eq!(html(el("p").child("共 ").child("3".to_owned()).into()), "<p>共 <!>3</p>");
    }

    #[test]
    fn nothing_typed_becomes_markup() {
        let typed = "\"><script>alert(1)</script>".to_owned();
        let piece = el("label").child(el("input").attr("value", typed.clone())).child(typed);
        let written = html(piece.into());
        assert!(!written.contains("<script"), "{written}");
        assert!(written.starts_with("<label><input value=\"&quot;"), "{written}");
    }

    #[test]
    fn what_lives_is_written_as_it_stands() {
        let words = ArcRwSignal::new("甲");
        let (read, hides) = (words.clone(), words);
        let piece = el("p").hidden(move || hides.get() == "乙").child(live(move || read.get().into()));
        assert_eq!(html(piece.into()), "<p>甲</p>");
    }

    #[test]
    fn a_view_stands_among_pieces() {
        let piece = el("div").child(view! { <b>"一"</b> }.into_any()).child(el("i").child("二"));
        assert_eq!(html(piece.into()), "<div><b>一</b><i>二</i></div>");
    }
}
