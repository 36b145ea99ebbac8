//! Another passcode for this phone, on `/field/device`.

use leptos::prelude::*;

use super::door::{HELP, chosen, refused};
use super::frame::{asked, input, outcome, working};
use crate::fieldwork::{PhoneSession, Worker};
use crate::platform::store::Refused;
use crate::platform::{self, Press};
use crate::ui::html::{El, el};
use crate::ui::once::Once;

/// The form.
pub(crate) fn change(work: &PhoneSession, worker: &Worker) -> El {
    let (said, once) = (ArcRwSignal::new(None::<Result<String, String>>), Once::default());
    let button = el("button").class("button button-wide").attr("type", "submit");
    let button = working(button, &once, ["改口令", "正在改…"]);
    let shown = said.clone();
    let (work, worker) = (work.clone(), worker.clone());
    let submit = move |ev| {
        let Some(press) = platform::pressed(&ev) else { return };
        let (work, worker, said) = (work.clone(), worker.clone(), said.clone());
        once.start(async move {
            match changed(&worker, &press).await {
                Ok(told) => {
                    if told.is_ok() {
                        ["current", "fresh", "fresh-again"].iter().for_each(|name| platform::show(&[], name));
                    }
                    said.set(Some(told));
                }
                Err(Gone) => work.destroyed(),
            }
            platform::focus("changed");
        });
    };
    let line = |name, question, complete| asked(name, question, input("password", complete));
    el("form")
        .class("card")
        .attr("method", "post")
        .on("submit", submit)
        .child(el("h2").child("改童册口令"))
        .child(el("p").child("草稿、照片和名册都留着，以后用新口令打开。以前导出的备份文件还是用原来的口令打开。"))
        .child(el("div").attr("id", "changed").attr("tabindex", "-1").attr("role", "status").child(outcome(shown)))
        .child(line("current", "现在的童册口令", "current-password"))
        .child(line("fresh", "新的童册口令", "new-password"))
        .child(el("p").class("help").child(HELP))
        .child(line("fresh-again", "再输一遍新口令", "new-password"))
        .child(button)
}

/// The locker was destroyed after the tenth wrong passcode.
struct Gone;

/// Changes it, and says what came of it.
async fn changed(worker: &Worker, press: &Press) -> Result<Result<String, String>, Gone> {
    let (current, fresh) = (press.text("current"), press.text("fresh"));
    if current.is_empty() {
        return Ok(Err("请填现在的童册口令。".to_owned()));
    }
    if let Err(words) = chosen(fresh, press.text("fresh-again")) {
        return Ok(Err(words));
    }
    if fresh == current {
        return Ok(Err("新口令和现在的一样，请换一个。".to_owned()));
    }
    match worker.change_passcode(current, fresh).await {
        Ok(()) => Ok(Ok("口令改好了。下次打开用新口令。".to_owned())),
        Err(Refused::Destroyed) => Err(Gone),
        Err(why) => Ok(Err(refused(&why, "现在的口令不对。"))),
    }
}
