//! The way to what is masked: a page that asks why, and then shows the group in full (查看全文).

use domain::view::review::{RecordView, RevealView};
use leptos::prelude::*;

use crate::addresses;
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::office::office_link;

/// Beside the first answer of a masked group: the way to the whole group.
pub(crate) fn of_field(record: &RecordView, key: &str) -> Option<AnyView> {
    let group = record.reveals.iter().find(|group| group.fields.first().is_some_and(|first| first == key))?;
    Some(link(record, group))
}

/// The way to a group by its code in the access table; nothing where it is not masked for a reason.
pub(crate) fn way(record: &RecordView, group: &str) -> Option<AnyView> {
    let group = record.reveals.iter().find(|one| one.group == group)?;
    Some(link(record, group))
}

fn link(record: &RecordView, group: &RevealView) -> AnyView {
    office_link(addresses::review::reveal(&record.row.id, &group.group))
        .class("button button-small no-print")
        .child(Icon::Search.draw())
        .child(format!(" 查看全文：{}", group.label))
        .view()
        .erase()
}
