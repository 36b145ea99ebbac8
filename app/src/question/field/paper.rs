//! An adult's paper: the type first, the ID card by default, then the number.

use domain::form::{Field, Value};
use domain::values::PaperKind;
use leptos::prelude::*;

use super::choice::option;
use super::{Initial, Screen};
use crate::ui::html::{Piece, el};

/// The select, the number, and the reason when there is no paper.
pub(crate) fn paper(screen: &Screen, field: &'static Field, initial: &Initial) -> Piece {
    let (key, answers) = (field.key, screen.answers());
    let (kind, number, reason) = (format!("{key}.type"), format!("{key}.number"), format!("{key}.reason"));
    let chosen = initial.of(&kind);
    let options = PaperKind::ALL.iter().map(|kind| option(kind.code(), kind.label(), &chosen));
    let none = ArcMemo::new(move |_| {
        answers.with(
            |answers| matches!(answers.value(key), Some(Value::Paper(paper)) if paper.kind == PaperKind::None.code()),
        )
    });
    let some = none.clone();
    let sub = || el("label").class("sub");
    Piece::Many(vec![
        sub().child("证件类型").child(el("select").class("input").attr("name", kind).children(options)).into(),
        sub().hidden(move || some.get()).child("证件号码").child(super::number(&number, initial)).into(),
        sub()
            .hidden(move || !none.get())
            .child("为什么没有证件？")
            .child(super::line("input", &reason, initial))
            .into(),
    ])
}
