//! "The same as …" beside a field, while it would change something.

use domain::form::Field;
use domain::forms::carry;
use leptos::prelude::*;

use super::Screen;
use crate::declaration::command::Command;
use crate::question::bar::submit;
use crate::ui::html::{Piece, el, live};

/// The buttons.
pub(crate) fn shortcuts(screen: &Screen, field: &'static Field) -> Piece {
    if !carry::SAME_AS.iter().any(|same| same.field == field.key) {
        return Piece::Nothing;
    }
    let answers = screen.answers();
    let offered = ArcMemo::new(move |_| {
        answers.with(|answers| {
            carry::shortcuts(field.key, answers).map(|(same, _)| (same.from, same.label)).collect::<Vec<_>>()
        })
    });
    let button = |(from, label): (&'static str, &'static str)| {
        let command = Command::Same { field: field.key.to_owned(), from: from.to_owned() };
        Piece::from(submit("button button-small", &command).child(label))
    };
    el("div")
        .class("button-row")
        .child(live(move || Piece::Many(offered.get().into_iter().map(button).collect())))
        .into()
}
