//! The way back for a phone that the server does not take from any more: the login password makes it known anew.

use leptos::prelude::*;

use super::frame::{asked, input, working};
use crate::addresses;
use crate::fieldwork::{Trouble, Worker};
use crate::platform;
use crate::ui::html::{El, Piece, el, live};
use crate::ui::once::Once;

/// The form, while it is needed; what came of it stays for as long as the page.
pub(crate) fn renew(worker: &Worker) -> Piece {
    let said = ArcRwSignal::new(None::<Result<String, String>>);
    let (shut_out, worker) = (worker.shut_out(), worker.clone());
    let (shown, again) = (said.clone(), shut_out.clone());
    let done = live(move || match shown.get() {
        Some(Ok(words)) if !again.get() => el("p").class("notice notice-done").child(words).into(),
        _ => Piece::Nothing,
    });
    let form = live(move || if shut_out.get() { form(&worker, &said).into() } else { Piece::Nothing });
    Piece::Many(vec![
        el("div").attr("id", "renewed").attr("tabindex", "-1").attr("role", "status").child(done).into(),
        form,
    ])
}

/// Says on other pages where the form is.
pub(crate) fn hint(worker: &Worker) -> Piece {
    let (shut_out, outbox) = (worker.shut_out(), worker.outbox());
    live(move || {
        if !shut_out.get() {
            return Piece::Nothing;
        }
        let stopped = outbox.with(|outbox| outbox.facts.stopped);
        let (why, what) = match stopped {
            true => ("现在不能从这部手机上传，填的都在手机里。请到", "里重新启用这部手机。"),
            false => ("名册和退回的登记暂时不能更新（可能别人在这部手机上登录过），填的都在。请到", "里登录一次。"),
        };
        el("p")
            .class("finding finding-error")
            .child(why)
            .child(el("a").attr("href", addresses::fieldwork::OUTBOX).child("待上传"))
            .child(what)
            .into()
    })
}

fn form(worker: &Worker, said: &ArcRwSignal<Option<Result<String, String>>>) -> El {
    let (once, worker, said, shown) = (Once::default(), worker.clone(), said.clone(), said.clone());
    let button = el("button").class("button button-main button-wide").attr("type", "submit");
    let button = working(button, &once, ["重新启用这部手机", "正在启用…"]);
    let submit = move |ev| {
        let Some(press) = platform::pressed(&ev) else { return };
        let password = press.text("password").to_owned();
        let (worker, said) = (worker.clone(), said.clone());
        once.start(async move {
            let done = match password.is_empty() {
                true => Err("请填登录密码。".to_owned()),
                false => worker.make_known(&password).await.map_err(|Trouble(words)| words),
            };
            let place = if done.is_ok() { "renewed" } else { "not-renewed" };
            said.set(Some(done.map(|()| "这部手机又能上传了，没有上传的正在上传。".to_owned())));
            platform::focus(place);
        });
    };
    let words = live(move || match shown.get() {
        Some(Err(words)) => el("p").class("finding finding-error").child(words).into(),
        _ => Piece::Nothing,
    });
    el("form")
        .class("card")
        .attr("method", "post")
        .on("submit", submit)
        .child(el("h2").child("这部手机要重新启用"))
        .child(el("p").child(
            "可能是别人在这部手机上登录过，或者乡镇（街道）停用了它。填的都在手机里，没有丢。\
联网后填一次登录密码（不是童册口令），没有上传的会接着上传，名册也会更新。",
        ))
        .child(el("div").attr("id", "not-renewed").attr("tabindex", "-1").attr("role", "alert").child(words))
        .child(asked("password", "登录密码", input("password", "current-password")))
        .child(button)
}
