//! What stands on the page to which a worker comes from a declaration that is finished: that it is, and what is next.

use std::time::Duration;

use leptos::prelude::set_timeout;

use crate::fieldwork::{Done, PhoneSession};
use crate::platform;
use crate::ui::html::{El, Piece, el};
use crate::ui::icon::Icon;

const ID: &str = "done";

/// The notice, and the way on beside it; nothing when the worker comes from elsewhere.
pub(crate) fn notice(work: &PhoneSession, next: &'static str, on: impl FnOnce() -> Vec<Piece>) -> Option<El> {
    let done = work.done()?;
    // The page scrolls to its top first.
    set_timeout(|| platform::focus(ID), Duration::ZERO);
    Some(said(&done, next, on()))
}

fn said(done: &Done, next: &'static str, on: Vec<Piece>) -> El {
    let whose = if done.name.is_empty() { "这个孩子" } else { &done.name };
    let ways = (!on.is_empty()).then(|| el("div").class("button-row").children(on));
    el("div")
        .class("notice notice-done")
        .attr("id", ID)
        .attr("tabindex", "-1")
        .attr("role", "status")
        .child(el("h2").child(Icon::Done.draw()).child(format!(" {whose}的登记写完了，已放进“待上传”")))
        .child(el("p").child(format!("初步认定：{}（以审核为准）。{}", done.verdict, done.next)))
        .child((done.unreadable > 0).then(|| {
            let words = format!("有{}张照片打不开，没有上传，还留在这部手机上。请联系乡镇（街道）。", done.unreadable);
            el("p").child(words)
        }))
        .child(el("p").child(next))
        .child(ways)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_without_a_name_is_spoken_of_too() {
        let words = |name: &str| {
            let next = "有网络时自动上传。";
            let done = Done { name: name.to_owned(), verdict: "流动儿童", unreadable: 2, next };
            leptos::prelude::RenderHtml::to_html(said(&done, "还有孩子吗？", Vec::new()).view())
        };
        assert!(words("陈小雨").contains("陈小雨的登记写完了") && words("").contains("这个孩子的登记写完了"));
        assert!(words("").contains("初步认定：流动儿童（以审核为准）。") && words("").contains("role=\"status\""));
        assert!(words("").contains("有网络时自动上传。") && words("").contains("有2张照片打不开"));
    }
}
