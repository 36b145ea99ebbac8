//! What has to be put right on this screen, at its top, with links to the fields.

use domain::form::Level;
use leptos::prelude::*;

use super::Screen;
use crate::declaration::command::Command;
use crate::question::bar::submit;
use crate::ui::html::{Piece, el, live};

/// Id of the summary, for the focus and for the address after a post.
pub const ID: &str = "problems";

/// The summary; nothing until the family asked to go on.
#[must_use]
pub fn error_summary(screen: &Screen) -> Piece {
    let skippable = screen.skippable();
    let screen = screen.clone();
    let wrong = ArcMemo::new(move |_| {
        if !screen.checked().get() {
            return Vec::new();
        }
        let errors = |finding: &domain::form::Finding| {
            let field = screen.field(&finding.field).filter(|field| screen.asks(field.key))?;
            (finding.level == Level::Error)
                .then(|| (["#f-", field.key].concat(), field.with_question(&finding.message)))
        };
        screen.findings().with(|findings| findings.iter().filter_map(errors).collect())
    });
    live(move || {
        let wrong: Vec<(String, String)> = wrong.get();
        if wrong.is_empty() {
            return Piece::Nothing;
        }
        let items =
            wrong.into_iter().map(|(href, words)| el("li").child(el("a").attr("href", href).child(words)).into());
        let skip = skippable
            .then(|| el("p").child(submit("button button-small", &Command::Skip).child("手边没有材料，先填后面的")));
        el("div")
            .class("notice notice-error")
            .attr("id", ID)
            .attr("role", "alert")
            .attr("tabindex", "-1")
            .child(el("h2").child("还有几处要改一改"))
            .child(el("ul").children(items))
            .child(skip)
            .into()
    })
}
