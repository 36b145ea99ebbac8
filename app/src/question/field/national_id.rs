//! A child's ID number: normalised, read back in groups with what it says about the child.

use domain::form::{Field, Value};
use domain::values::NationalId;
use domain::values::date::chinese;
use leptos::prelude::*;

use super::{Initial, Screen, single};
use crate::ui::html::{Piece, el, live};

/// The input and what was read from it.
pub(crate) fn national_id(screen: &Screen, field: &'static Field, initial: &Initial, wrong: &ArcMemo<bool>) -> Piece {
    let (key, answers) = (field.key, screen.answers());
    let read = ArcMemo::new(move |_| {
        let number = answers.with(|answers| answers.value(key).and_then(Value::as_text).map(NationalId::parse));
        number.and_then(Result::ok).map(|id| {
            let digits = id.as_str();
            let grouped = format!("{} {} {}", &digits[..6], &digits[6..14], &digits[14..]);
            (grouped, chinese(id.birth_date()), id.sex().label())
        })
    });
    let input = single(super::number(key, initial), field, wrong);
    let said = live(move || {
        let said = read.get().map(|(number, born, sex)| {
            let told = format!("{born}生，{sex}孩。请对照户口簿看一遍。");
            el("p").class("readback").child(el("strong").child(number)).child(el("span").child(told))
        });
        said.into()
    });
    Piece::Many(vec![input.into(), el("div").attr("aria-live", "polite").child(said).into()])
}
