//! A date as year, month and day: three small numbers, no calendar to hunt through. The first takes a whole date too,
//! as it is copied from elsewhere.

use domain::form::Field;

use super::Initial;
use crate::ui::html::{Piece, el};

/// The three inputs.
pub(crate) fn date(field: &'static Field, initial: &Initial) -> Piece {
    let part = |part: &str, class: &'static str, length: &'static str, word: &'static str| {
        let name = format!("{}.{part}", field.key);
        let input = super::line(class, &name, initial).attr("inputmode", "numeric").attr("maxlength", length);
        el("label").child(input).child(word)
    };
    el("div")
        .class("date")
        .child(part("year", "input date-year", "20", "年"))
        .child(part("month", "input", "3", "月"))
        .child(part("day", "input", "3", "日"))
        .into()
}
