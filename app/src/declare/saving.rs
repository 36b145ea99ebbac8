//! Where the answers are: on the server, on the way, or on this phone only. Never says more than is so.

use leptos::prelude::*;

use domain::form::{Field, Form};

use crate::declaration::{Declaration, Saving};
use crate::ui::html::{El, Piece, el, live};
use crate::ui::icon::Icon;

/// The sign.
#[must_use]
pub fn saving(declaration: &Declaration) -> El {
    if declaration.practice() {
        return el("span").class("saving").child("试填，不会保存");
    }
    let (state, form) = (declaration.saving(), declaration.form());
    el("span").attr("role", "status").child(live(move || {
        let (class, icon, words) = match state.get() {
            Saving::Silent => return Piece::Nothing,
            Saving::Saved => ("saving", Icon::Check, "已保存".to_owned()),
            Saving::Sending => ("saving", Icon::Phone, "正在保存…".to_owned()),
            Saving::OnPhone => ("saving", Icon::Phone, "已存在这部手机上".to_owned()),
            Saving::Kept => ("saving saving-kept", Icon::Phone, "还没有上传，已存在这部手机上".to_owned()),
            Saving::Unsaved => ("saving saving-kept", Icon::Alert, "还没有保存，请先不要关闭页面".to_owned()),
            Saving::Refused(words) => ("saving saving-kept", Icon::Alert, words),
            Saving::Merged(keys) => ("saving saving-kept", Icon::Alert, changed_elsewhere(form, &keys)),
        };
        el("span").class(class).child(icon.draw()).child(words).into()
    }))
}

/// Names the fields that somebody else changed too.
#[must_use]
pub fn changed_elsewhere(form: Option<&Form>, keys: &[String]) -> String {
    let label = |key: &String| form.and_then(|form| form.field(key)).map(Field::spoken_label);
    let labels: Vec<String> = keys.iter().filter_map(label).collect();
    format!("另一部手机或另一个页面上也改过：{}。现在保留的是您填的，请再看一遍", labels.join("、"))
}
