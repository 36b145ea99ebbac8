//! Icons, drawn inline. Outlines of Tabler Icons (MIT), listed in NOTICE.

use leptos::prelude::AnyView;

use super::html::{El, el};

/// A drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Something was found.
    Alert,
    /// One screen back.
    Back,
    /// Done.
    Check,
    /// In a circle: done well.
    Done,
    /// One screen on.
    Next,
    /// Kept on this phone.
    Phone,
    /// Paper.
    Printer,
    /// Look for a place.
    Search,
    /// A brother or sister.
    Sibling,
    /// Larger text.
    TextSize,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M3 12a9 9 0 1 0 18 0a9 9 0 0 0 -18 0M12 8v4M12 16h.01",
            Self::Back => "M15 6l-6 6l6 6",
            Self::Check => "M5 12l5 5l10 -10",
            Self::Done => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M9 12l2 2l4 -4",
            Self::Next => "M9 6l6 6l-6 6",
            Self::Phone => {
                "M6 5a2 2 0 0 1 2 -2h8a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-8a2 2 0 0 1 -2 -2v-14zM11 4h2M12 17v.01"
            }
            Self::Printer => {
                "M17 17h2a2 2 0 0 0 2 -2v-4a2 2 0 0 0 -2 -2h-14a2 2 0 0 0 -2 2v4a2 2 0 0 0 2 2h2M17 9v-4a2 2 0 0 0 -2 -2h-6a2 2 0 0 0 -2 2v4M7 15a2 2 0 0 1 2 -2h6a2 2 0 0 1 2 2v4a2 2 0 0 1 -2 2h-6a2 2 0 0 1 -2 -2z"
            }
            Self::Search => "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0M21 21l-6 -6",
            Self::Sibling => "M8 7a4 4 0 1 0 8 0a4 4 0 0 0 -8 0M16 19h6M19 16v6M6 21v-2a4 4 0 0 1 4 -4h4",
            Self::TextSize => "M3 7v-2h13v2M10 5v14M12 19h-4M15 13v-1h6v1M18 12v7M17 19h2",
        }
    }

    /// The drawing; decoration only, so hidden from readers of the screen.
    #[must_use]
    pub fn draw(self) -> El {
        let path = self.path();
        el("svg")
            .class("icon")
            .attr("viewBox", "0 0 24 24")
            .attr("aria-hidden", "true")
            .inner(move || format!("<path d=\"{path}\"></path>").into())
    }

    /// The drawing among views.
    #[must_use]
    pub fn view(self) -> AnyView {
        self.draw().view()
    }
}
