//! `/field/links`: links and codes that are ready for families who would rather fill in by themselves, also without
//! signal.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame::{failed, framed};
use crate::addresses;
use crate::fieldwork::{PhoneSession, Trouble, Worker};
use crate::ui::html::{Piece, el, live};

/// The page.
pub(crate) fn links(work: &PhoneSession, worker: &Worker) -> AnyView {
    let (links, giving) = (worker.links(), worker.clone());
    let said = ArcRwSignal::new(None::<String>);
    let shown = said.clone();
    let next = live(move || {
        let Some(link) = links.with(|links| links.first().cloned()) else {
            return el("p").child("准备好的登记链接用完了。有网络时会自动补上。").into();
        };
        let (worker, said, id) = (giving.clone(), said.clone(), link.row.id.clone());
        let give = el("button").class("button button-main").attr("type", "button").on("click", move |_| {
            let (worker, said, id) = (worker.clone(), said.clone(), id.clone());
            spawn_local(async move { said.set(worker.give_link(&id).await.err().map(|Trouble(words)| words)) });
        });
        let code = link.qr.clone();
        el("section")
            .class("card")
            .child(el("p").child("请家长用微信扫这个码，只给这一家用。现在没有信号也可以先扫下来，有网络时再打开。"))
            .child(el("div").class("qr").inner(move || code.clone().into()))
            .child(el("p").class("small").child(link.url.clone()))
            .child(
                el("p").class("small").child(format!("{}前有效", domain::values::date::chinese(link.row.expires_on))),
            )
            .child(el("div").class("button-row").child(give.child("给过了，换下一个")))
            .into()
    });
    let left = worker.links();
    let count = live(move || el("p").class("small").child(format!("还准备了{}个。", left.with(Vec::len))).into());
    let poster = el("p")
        .child("贴在村（居）委会、大家都能扫的，看")
        .child(el("a").attr("href", addresses::fieldwork::POSTER).child("二维码海报"))
        .child("。");
    framed(work, worker, "给家庭的登记链接", Piece::Many(vec![failed(shown), next, count, poster.into()]))
}
