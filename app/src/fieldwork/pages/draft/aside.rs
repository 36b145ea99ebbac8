//! What the server could not take and that is no declaration: a household, a visit, a picture. The words say why; the
//! worker does it again where it belongs, and dismisses this.

use domain::fieldwork::Draft;
use leptos::prelude::*;

use crate::addresses;
use crate::fieldwork::functions::dismiss;
use crate::fieldwork::pages::frame::{Onward, failed, framed};
use crate::fieldwork::{PhoneSession, Trouble, Worker};
use crate::ui::html::{Piece, el};
use crate::ui::once::Once;

/// The page.
pub(crate) fn aside(work: &PhoneSession, worker: &Worker, draft: &Draft) -> AnyView {
    let back = draft.back.clone().unwrap_or_default();
    let said = ArcRwSignal::new(None::<String>);
    let (shown, worker_acts, id) = (said.clone(), worker.clone(), draft.id.clone());
    let (once, onward) = (Once::default(), Onward::from_here());
    let done = el("button").class("button button-main button-wide").attr("type", "button").on("click", move |_| {
        let (worker, id, kept) = (worker_acts.clone(), id.clone(), back.kept.clone().unwrap_or_default());
        let (said, onward) = (said.clone(), onward.clone());
        once.start(async move {
            // Without a network it stays, and is dismissed another time.
            let told = match dismiss(kept).await {
                Ok(()) => worker.discard(&id).await.map_err(|Trouble(words)| words),
                Err(failure) => Err(failure.message()),
            };
            match told {
                Ok(()) => onward.to(addresses::fieldwork::DRAFTS),
                Err(words) => said.set(Some(words)),
            }
        });
    });
    let reason = draft.back.as_ref().map(|back| back.reason.clone()).unwrap_or_default();
    let content = Piece::Many(vec![
        el("div")
            .class("notice notice-attention")
            .child(el("h2").child("为什么没有收下"))
            .child(el("p").child(reason))
            .into(),
        el("p").child("请在家庭或孩子的页面上重新记一次，再点下面的按钮。").into(),
        failed(shown),
        done.child("处理好了，不再提醒").into(),
    ]);
    framed(work, worker, "有一条记录没有收下", content)
}
