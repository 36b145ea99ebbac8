//! `/try`: both forms to practise on (试填), for a family before it begins and for those who teach it.

use domain::form::FormKind;
use domain::forms::form;
use leptos::prelude::*;

use super::pages::frame::framed;
use crate::addresses;
use crate::ui::html::{Piece, el};
use crate::ui::layout::page;

/// The page.
pub(crate) fn show() -> AnyView {
    framed(forms)
}

fn forms() -> AnyView {
    let way = |kind: FormKind| {
        let first = form(kind)
            .sections
            .iter()
            .find(|section| crate::declaration::screen::fields(section, domain::form::Asker::Family).next().is_some());
        let href = addresses::practice::section(kind, first.map_or("", |section| section.name));
        Piece::from(el("a").class("button button-wide").attr("href", href).child(format!("试填：{}", form(kind).title)))
    };
    let content = Piece::Many(vec![
        el("h1").child("试填登记表").into(),
        el("p").class("lead").child("可以随便填，熟悉一下。试填的内容不会保存，也不会提交。").into(),
        el("div").class("card stack-tight").child(way(FormKind::Migrant)).child(way(FormKind::LeftBehind)).into(),
        el("p").child("正式登记，请打开村（居）儿童主任发给您的链接，或扫张贴的二维码。").into(),
    ]);
    page("试填登记表", content.view())
}
