//! How far along: counts only screens that are asked as the answers stand, so it tells the truth.

use leptos::prelude::*;

use super::saving::saving;
use crate::declaration::Declaration;
use crate::ui::html::{Piece, el, live};

/// The line with progress and the sign of saving.
#[must_use]
pub fn progress(declaration: &Declaration, section: &'static str) -> Piece {
    let Some(form) = declaration.form() else { return Piece::Nothing };
    let (answers, today, asker) = (declaration.answers(), declaration.today(), declaration.asker());
    let place = ArcMemo::new(move |_| {
        let place =
            answers.with(|answers| domain::form::journey::Journey::new(form, answers, today, asker).progress(section));
        place.map_or((1, 1), |place| (place.position, place.total))
    });
    let (words, value, total) = (place.clone(), place.clone(), place);
    let words = live(move || {
        let (at, of) = words.get();
        format!("第{at}步，共{of}步").into()
    });
    el("div")
        .class("progress")
        .child(el("div").class("progress-line small").child(el("span").child(words)).child(saving(declaration)))
        .child(
            el("progress")
                .attr("aria-label", "填写进度")
                .live("value", move || Some(value.get().0.to_string().into()))
                .live("max", move || Some(total.get().1.to_string().into())),
        )
        .into()
}
