//! `/field/outbox`: what is still to be sent, what became of the rest, and how safely the phone keeps things.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame::framed;
use super::renew::renew;
use crate::components::html::{El, Piece, el, live};
use crate::components::review::time;
use crate::field::{FieldWork, Worker};
use crate::platform;
use crate::platform::store::{Sent, storage};

/// The page.
pub(super) fn outbox(work: &FieldWork, worker: &Worker) -> AnyView {
    let forms = vec![renew(worker), waiting(worker).into(), answered(worker), keeping(work, worker).into()];
    framed(work, worker, "待上传", Piece::Many(forms))
}

fn waiting(worker: &Worker) -> El {
    let (outbox, asking) = (worker.outbox(), worker.clone());
    let words = live(move || {
        let (unsent, since) = outbox.with(|outbox| (outbox.unsent, outbox.since));
        let words = if unsent == 0 {
            "都已上传，乡镇（街道）能看到了。".to_owned()
        } else {
            let since =
                if since > 0 { format!("，最早的一份写于{}", time::moment(since)) } else { String::new() };
            format!("还有{unsent}份在这部手机上{since}。有网络时自动上传，关掉页面也不会丢。")
        };
        let stuck = outbox.with(|outbox| outbox.stuck);
        let stuck = (stuck > 0).then(|| {
            el("p").class("finding").child(format!("有{stuck}份传不上去，其他的不受影响。请联系乡镇（街道）。"))
        });
        Piece::Many(vec![el("p").attr("role", "status").child(words).into(), stuck.into()])
    });
    let button = el("button")
        .class("button button-main")
        .attr("type", "button")
        .on("click", move |_| {
            let worker = asking.clone();
            spawn_local(async move { worker.sync().await });
        })
        .child("现在上传");
    el("section").class("card").child(words).child(el("div").class("button-row").child(button))
}

/// Answers of the server since the worker last cleared them away.
fn answered(worker: &Worker) -> Piece {
    let (outbox, clearing) = (worker.outbox(), worker.clone());
    live(move || {
        let answered = outbox.with(|outbox| outbox.answered.clone());
        if answered.is_empty() {
            return Piece::Nothing;
        }
        let lines = answered.iter().filter(|sent| !sent.taken || sent.receipt_no.is_some()).map(
            |Sent { taken, receipt_no, .. }| {
                let (class, words) =
                    if *taken { ("tag tag-done", "已收下") } else { ("tag tag-attention", "请再改改") };
                let number = receipt_no.clone().unwrap_or_else(|| "在“要您改的登记”里".to_owned());
                el("li")
                    .child(
                        el("span")
                            .class("field-line")
                            .child(el("span").child(number))
                            .child(el("span").class(class).child(words)),
                    )
                    .into()
            },
        );
        let worker = clearing.clone();
        let clear = el("button").class("button").attr("type", "button").on("click", move |_| {
            let worker = worker.clone();
            spawn_local(async move { worker.clear_answered().await });
        });
        el("section")
            .class("card")
            .child(el("h2").child(format!("上传结果（{}）", answered.len())))
            .child(el("ul").class("field-lines").children(lines))
            .child(el("div").class("button-row").child(clear.child("看过了，清掉")))
            .into()
    })
}

/// Whether the browser promised to keep things, how full it is, and a copy to carry elsewhere.
fn keeping(work: &FieldWork, worker: &Worker) -> El {
    let told = ArcRwSignal::new(String::new());
    let tell = told.clone();
    spawn_local(async move {
        let granted = storage::persist().await;
        let room = storage::estimate()
            .await
            .map(|(used, quota)| format!("已用{:.0}兆，还剩约{:.0}兆。", used / 1e6, (quota - used).max(0.0) / 1e6));
        let promise = if granted {
            "浏览器已答应长期保存这些资料。"
        } else {
            "浏览器没有答应长期保存：手机空间不够时它可能清掉资料，请尽快上传。把童册添加到桌面后通常会答应。"
        };
        tell.set(format!("{promise}{}", room.unwrap_or_default()));
    });
    let (said, work, worker) = (ArcRwSignal::new(String::new()), work.clone(), worker.clone());
    let shown = said.clone();
    let export = el("button").class("button").attr("type", "button").on("click", move |_| {
        let (work, worker, said) = (work.clone(), worker.clone(), said.clone());
        spawn_local(async move {
            said.set(match work.export(&worker).await {
                Ok((bytes, unsaved)) if platform::download("童册走访资料.tongce", &bytes) => {
                    let unsaved = if unsaved > 0 { "这部手机上没有存上的，也在文件里。" } else { "" };
                    format!("已存为文件，只有用您的口令才能打开。{unsaved}")
                }
                Ok(_) => "这个浏览器不能保存文件。".to_owned(),
                Err(trouble) => trouble.0,
            });
        });
    });
    el("section")
        .class("card")
        .child(el("h2").child("这部手机"))
        .child(el("p").child(live(move || told.get().into())))
        .child(
            el("p")
                .class("small")
                .child("资料都加了密，锁上后没有口令打不开；写完待上传的，连这部手机也打不开，只有上传以后才看得到。"),
        )
        .child(
            el("div")
                .class("button-row")
                .child(export.child("导出加密备份"))
                .child(el("a").class("button").attr("href", "/field/device").child("改口令、导入备份、清除资料")),
        )
        .child(el("div").attr("role", "status").child(live(move || el("p").child(shown.get()).into())))
}
