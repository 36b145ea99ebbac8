//! One line of text: names, free words, phone numbers.

use domain::form::{Field, FieldKind};

use leptos::prelude::ArcMemo;

use super::{Initial, single};
use crate::ui::html::{Piece, el};

/// The input, with the keyboard that fits.
pub(crate) fn text(field: &'static Field, initial: &Initial, wrong: &ArcMemo<bool>) -> Piece {
    let key = field.key;
    let phone = matches!(field.kind, FieldKind::Phone);
    let input =
        single(super::line("input", key, initial), field, wrong).attr("inputmode", if phone { "tel" } else { "text" });
    if field.suggestions.is_empty() {
        return input.into();
    }
    let words = field.suggestions.iter().map(|word| el("option").attr("value", *word).into());
    let list = format!("l-{key}");
    Piece::Many(vec![input.attr("list", list.clone()).into(), el("datalist").attr("id", list).children(words).into()])
}
