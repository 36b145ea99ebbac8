//! Another locker of the same worker on this phone, which an earlier version made under another spelling of the user name:
//! its passcode joins both, on `/field/device`.

use leptos::prelude::*;

use super::door::refused;
use super::frame::{asked, input, outcome, working};
use crate::fieldwork::device::TakenOver;
use crate::fieldwork::{PhoneSession, Trouble, Worker};
use crate::platform;
use crate::ui::html::{El, Piece, el, live};
use crate::ui::once::Once;

/// The form, while there is one; what came of it stays for as long as the page.
pub(crate) fn join(work: &PhoneSession, worker: &Worker) -> Piece {
    let said = ArcRwSignal::new(None::<Result<String, String>>);
    let (others, shown, work, worker) = (worker.others(), said.clone(), work.clone(), worker.clone());
    Piece::Many(vec![
        el("div").attr("id", "joined").attr("tabindex", "-1").attr("role", "status").child(outcome(shown)).into(),
        live(move || if others.get() > 0 { form(&work, &worker, &said).into() } else { Piece::Nothing }),
    ])
}

fn form(work: &PhoneSession, worker: &Worker, said: &ArcRwSignal<Option<Result<String, String>>>) -> El {
    let once = Once::default();
    let button = working(
        el("button").class("button button-main button-wide").attr("type", "submit"),
        &once,
        ["合到一起", "正在合并…"],
    );
    let (work, worker, said) = (work.clone(), worker.clone(), said.clone());
    let submit = move |ev| {
        let Some(press) = platform::pressed(&ev) else { return };
        let passcode = press.text("other-passcode").to_owned();
        let (work, worker, said) = (work.clone(), worker.clone(), said.clone());
        once.start(async move {
            said.set(Some(joined(&work, &worker, &passcode).await));
            platform::focus("joined");
        });
    };
    el("form")
        .class("card")
        .attr("method", "post")
        .on("submit", submit)
        .child(el("h2").child("合并您的另一份资料"))
        .child(el("p").child(
            "以前用户名的大小写不同，在这部手机上就建了两份资料。填那一份的童册口令，里面的草稿、照片和待上传的都会合到这里。",
        ))
        .child(asked("other-passcode", "那一份的童册口令", input("password", "off")))
        .child(button)
}

async fn joined(work: &PhoneSession, worker: &Worker, passcode: &str) -> Result<String, String> {
    if passcode.is_empty() {
        return Err("请填那一份的童册口令。".to_owned());
    }
    let others = worker.open_others(passcode).await.map_err(|why| refused(&why, "那一份的口令不对。"))?;
    let taken = worker.join(others).await.map_err(|Trouble(words)| words)?;
    work.forget_declaration();
    Ok(words(taken))
}

/// What was joined, in words.
fn words(TakenOver { new, differing }: TakenOver) -> String {
    let differing = if differing > 0 {
        format!("有{differing}份合不到一起，还在原来那一份里。")
    } else {
        String::new()
    };
    format!("合到一起了：{}份没写完的登记，{}份待上传的。{differing}", new.drafts, new.messages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::store::Imported;

    #[test]
    fn what_stays_apart_is_told() {
        let taken = |differing| TakenOver { new: Imported { drafts: 2, pictures: 1, messages: 3 }, differing };
        assert_eq!(words(taken(0)), "合到一起了：2份没写完的登记，3份待上传的。");
        assert!(words(taken(1)).contains("有1份合不到一起，还在原来那一份里"));
    }
}
