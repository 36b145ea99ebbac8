//! Where the answers are: on the server, on the way, or on this phone only. Never says more than is so.

use leptos::prelude::*;

use super::html::{El, el, live};
use super::icon::Icon;
use crate::declaration::{Declaration, Saving};

/// The sign.
#[must_use]
pub fn saving(declaration: &Declaration) -> El {
    if declaration.practice() {
        return el("span").class("saving").child("试填，不会保存");
    }
    let state = declaration.saving();
    el("span").attr("role", "status").child(live(move || {
        let (class, icon, words) = match state.get() {
            Saving::Saved => ("saving", Icon::Check, "已保存".to_owned()),
            Saving::Sending => ("saving", Icon::Phone, "正在保存…".to_owned()),
            Saving::OnPhone => ("saving", Icon::Phone, "已保存在本机".to_owned()),
            Saving::Kept => ("saving saving-kept", Icon::Phone, "离线，已保存在本机".to_owned()),
            Saving::Unsaved => ("saving saving-kept", Icon::Alert, "离线，还没有保存，请先不要关闭页面".to_owned()),
            Saving::Refused(words) => ("saving saving-kept", Icon::Alert, words),
            Saving::Merged(labels) => {
                let words = format!("别处也改过：{}。现在保留的是您填的，请再看一遍", labels.join("、"));
                ("saving saving-kept", Icon::Alert, words)
            }
        };
        el("span").class(class).child(icon.draw()).child(words).into()
    }))
}
