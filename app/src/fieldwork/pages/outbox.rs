//! `/field/outbox`: what is still to be sent, what became of the rest, and how safely the phone keeps things.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame::framed;
use super::renew::renew;
use crate::addresses;
use crate::fieldwork::{PhoneSession, Worker};
use crate::platform;
use crate::platform::store::{Sent, storage};
use crate::ui::html::{El, Piece, el, live};
use crate::ui::time;

/// The page.
pub(crate) fn outbox(work: &PhoneSession, worker: &Worker) -> AnyView {
    let forms = vec![renew(worker), waiting(worker).into(), answered(worker), keeping(work, worker).into()];
    framed(work, worker, "待上传", Piece::Many(forms))
}

fn waiting(worker: &Worker) -> El {
    let (outbox, asking) = (worker.outbox(), worker.clone());
    let words = live(move || {
        let (facts, since) = outbox.with(|outbox| (outbox.facts, outbox.since));
        let since = if since > 0 { format!("，最早的一份写于{}", time::moment(since)) } else { String::new() };
        el("p").attr("role", "status").child(facts.in_full(&since)).into()
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
            |Sent { id, taken, receipt_no, .. }| {
                let (class, words) =
                    if *taken { ("tag tag-done", "已收下") } else { ("tag tag-attention", "没有收下") };
                let place = || if clearing.is_back(id) { BACK } else { NOT_BACK }.to_owned();
                let number = receipt_no.clone().unwrap_or_else(place);
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

const BACK: &str = "在“需要您处理的登记”里";
const NOT_BACK: &str = "登录并同步后，在“需要您处理的登记”里";

/// Whether the browser promised to keep things, how full it is, and a copy to carry elsewhere.
fn keeping(work: &PhoneSession, worker: &Worker) -> El {
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
    let (shown, file) = (said.clone(), ArcRwSignal::new(None::<Arc<Vec<u8>>>));
    let (made, sharing) = (file.clone(), said.clone());
    let export = el("button").class("button").attr("type", "button").on("click", move |_| {
        let (work, worker, said, made) = (work.clone(), worker.clone(), said.clone(), made.clone());
        spawn_local(async move {
            said.set(match work.export(&worker).await {
                Ok((bytes, unsaved)) => {
                    let offered = platform::download(FILE, &bytes);
                    made.set(Some(Arc::new(bytes)));
                    exported(offered, unsaved)
                }
                Err(trouble) => trouble.0,
            });
        });
    });
    // A browser that saves no files may still hand them on.
    let share = live(move || {
        let Some(bytes) = file.get().filter(|_| platform::can_share(FILE)) else { return Piece::Nothing };
        let said = sharing.clone();
        let share = el("button").class("button").attr("type", "button").on("click", move |_| {
            let (bytes, said) = (Arc::clone(&bytes), said.clone());
            spawn_local(async move {
                let words = if platform::share(FILE, &bytes).await { SHARED } else { NOT_SHARED };
                said.set(words.to_owned());
            });
        });
        share.child("发到别的应用").into()
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
        .child(el("div").class("button-row").child(export.child("导出加密备份")).child(share).child(
            el("a").class("button").attr("href", addresses::fieldwork::DEVICE).child("改口令、导入备份、清除资料"),
        ))
        .child(el("div").attr("role", "status").child(live(move || el("p").child(shown.get()).into())))
}

/// Name of the file.
const FILE: &str = "童册走访资料.tongce";
const SHARED: &str = "已交给您选的应用。请到那里看看文件在不在。";
const NOT_SHARED: &str = "没有发出去，请再试一次。";

/// What is known of the file: no browser tells whether it was saved.
fn exported(offered: bool, unsaved: usize) -> String {
    let unsaved = if unsaved > 0 { "这部手机上没有存上的，也在文件里。" } else { "" };
    if offered {
        format!("备份文件做好了，请在“下载”里看看有没有。只有用您的童册口令才能打开。{unsaved}")
    } else {
        format!("备份文件做好了，但这个浏览器不能保存文件，请换手机自带的浏览器再导出。{unsaved}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_says_no_more_than_the_browser_tells() {
        assert!(exported(true, 0).contains("请在“下载”里看看有没有") && !exported(true, 0).contains("已存"));
        assert!(exported(false, 0).contains("不能保存文件"));
        assert!(exported(true, 2).contains("没有存上的，也在文件里"));
    }
}
