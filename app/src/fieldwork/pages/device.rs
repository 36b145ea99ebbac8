//! `/field/device`: this phone itself: taking over what another phone exported, and clearing everything away.

use domain::form::inputs::last_value;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::change::change;
use super::frame::{asked, failed, framed, input, outcome, working};
use super::join;
use crate::addresses;
use crate::fieldwork::device::TakenOver;
use crate::fieldwork::worker::outbox::Facts;
use crate::fieldwork::{PhoneSession, Trouble, Worker};
use crate::platform;
use crate::platform::store::Imported;
use crate::ui::html::{El, Piece, el, live};
use crate::ui::once::Once;

const FILE: &str = "file";
const SURE: &str = "sure";

/// The page.
pub(crate) fn device(work: &PhoneSession, worker: &Worker) -> AnyView {
    let forms = vec![
        join::join(work, worker),
        change(work, worker).into(),
        take_over(work, worker).into(),
        clear_away(work, worker).into(),
    ];
    framed(work, worker, "这部手机", Piece::Many(forms))
}

fn take_over(work: &PhoneSession, worker: &Worker) -> El {
    let (said, once) = (ArcRwSignal::new(None::<Result<String, String>>), Once::default());
    let button = el("button").class("button button-wide").attr("type", "submit");
    let button = working(button, &once, ["导入", "正在导入…"]);
    let (shown, work, worker) = (said.clone(), work.clone(), worker.clone());
    let submit = move |ev| {
        let Some(press) = platform::pressed(&ev) else { return };
        let passcode = last_value(&press.pairs, "of-file").to_owned();
        let (work, worker, said) = (work.clone(), worker.clone(), said.clone());
        once.start(async move {
            said.set(Some(match platform::chosen_file(FILE).await {
                None => Err("请先选文件。".to_owned()),
                Some(_) if passcode.is_empty() => Err("请填导出这个文件时、原来那部手机上的童册口令。".to_owned()),
                Some(file) => match worker.import(&file, &passcode).await {
                    Ok(taken) => {
                        // It may have been replaced.
                        work.forget_declaration();
                        Ok(brought(taken))
                    }
                    Err(Trouble(words)) => Err(words),
                },
            }));
            platform::focus("imported");
        });
    };
    el("form")
        .class("card")
        .attr("method", "post")
        .on("submit", submit)
        .child(el("h2").child("从别的手机导入"))
        .child(el("p").child("在原来的手机上点“待上传”里的“导出加密备份”，把文件传到这部手机，再在这里导入。"))
        .child(el("div").attr("id", "imported").attr("tabindex", "-1").attr("role", "status").child(outcome(shown)))
        .child(el("label").class("question").attr("for", FILE).child("备份文件（名字以.tongce结尾）"))
        .child(el("input").class("input").attr("id", FILE).attr("type", "file"))
        .child(asked("of-file", "原来那部手机上的童册口令", input("password", "off")))
        .child(button)
}

/// What was taken over, in words.
fn brought(TakenOver { new: Imported { drafts, pictures, messages }, differing }: TakenOver) -> String {
    let differing = (differing > 0).then(|| {
        format!("有{differing}份两部手机上填的不一样，这里没有动。要用原来那部手机上填的，请在那部手机上写完、上传。")
    });
    let differing = differing.unwrap_or_default();
    if drafts + messages == 0 {
        return format!("文件打开了，里面的这部手机上都有，没有新的。{differing}");
    }
    let mut parts = Vec::new();
    if drafts > 0 {
        let pictures = if pictures > 0 { format!("（连同{pictures}张照片）") } else { String::new() };
        parts.push(format!("{drafts}份没写完的登记{pictures}，在“没写完的登记”里"));
    }
    if messages > 0 {
        parts.push(format!("{messages}份写完待上传的，有网络时从这部手机上传"));
    }
    format!("导入了：{}。原来那部手机上的请不要再改。{differing}", parts.join("；"))
}

fn clear_away(work: &PhoneSession, worker: &Worker) -> El {
    let (asked, said, navigate) = (ArcRwSignal::new(false), ArcRwSignal::new(None::<String>), use_navigate());
    let (asking, work, worker) = (asked.clone(), work.clone(), worker.clone());
    let agreed = ArcRwSignal::new(false);
    let content = live(move || {
        if !asked.get() {
            let asking = asking.clone();
            let ask = el("button").class("button button-danger").attr("type", "button").on("click", move |_| {
                asking.set(true);
                set_timeout(|| platform::focus(SURE), std::time::Duration::ZERO);
            });
            return el("div").class("button-row").child(ask.child("清除我在这部手机上的资料")).into();
        }
        let agreed = agreed.clone();
        let (leaving, counted, once) = (asking.clone(), worker.clone(), Once::default());
        let drafts = counted.drafts().with(|drafts| drafts.len()) + counted.unreadable() as usize;
        let facts = counted.outbox().with(|outbox| outbox.facts);
        let (work, worker, said, navigate) = (work.clone(), worker.clone(), said.clone(), navigate.clone());
        let (shown, ticked) = (said.clone(), agreed.clone());
        let agree = (drafts > 0).then(|| agree(agreed.clone()));
        let sure = el("button").class("button button-danger").attr("type", "button").on("click", move |_| {
            // A file that the browser blocked, or that nobody saved, looks like any other.
            if drafts > 0 && !ticked.get_untracked() {
                return said.set(Some("请先看看备份文件在不在，再打勾。这些草稿不要了的，也请打勾。".to_owned()));
            }
            let (work, worker, said, navigate) = (work.clone(), worker.clone(), said.clone(), navigate.clone());
            once.start(async move {
                match worker.give_up().await {
                    Ok(()) => {
                        work.lock();
                        work.first();
                        navigate(
                            addresses::fieldwork::HOME,
                            NavigateOptions { replace: true, ..NavigateOptions::default() },
                        );
                        platform::scroll_to_top();
                    }
                    Err(Trouble(words)) => said.set(Some(words)),
                }
            });
        });
        let no = el("button")
            .class("button button-main")
            .attr("type", "button")
            .on("click", move |_| leaving.set(false))
            .child("不清除");
        el("div")
            .class("notice notice-attention")
            .attr("id", SURE)
            .attr("tabindex", "-1")
            .attr("role", "group")
            .attr("aria-label", "确认清除")
            .child(el("h3").child("真的要清除吗？不能恢复"))
            .child(el("p").child(going(drafts, facts)))
            .child(agree)
            .child(failed(shown))
            .child(el("div").class("button-row").child(no).child(sure.child("清除，不能恢复")))
            .into()
    });
    el("section")
        .class("card")
        .child(el("h2").child("不再用这部手机"))
        .child(el("p").child("清除您的草稿、照片、名册和口令。别人在这部手机上的资料不受影响。"))
        .child(content)
}

/// Asks once more where drafts would go.
fn agree(agreed: ArcRwSignal<bool>) -> El {
    let now = agreed.get_untracked();
    let tick = el("input")
        .attr("type", "checkbox")
        .flag("checked", now)
        .on("change", move |_| agreed.update(|agreed| *agreed = !*agreed));
    el("label").class("choice").child(tick).child(el("span").child("备份文件我看到了，或者这些草稿不要了"))
}

/// What goes and what stays, in words.
fn going(drafts: usize, facts: Facts) -> String {
    let drafts = if drafts == 0 {
        "没有没写完的登记；名册会清除。".to_owned()
    } else {
        format!(
            "{drafts}份没写完的登记（连同照片）和名册会清除，找不回来。\
             要留着，请先导出加密备份，并在“下载”里看看有没有。"
        )
    };
    format!("{drafts}{}", facts.after_clearing())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_import_brought_is_told_and_nothing_else() {
        let told = |drafts, pictures, messages, differing| {
            brought(TakenOver { new: Imported { drafts, pictures, messages }, differing })
        };
        assert!(told(0, 0, 0, 0).ends_with("没有新的。"));
        let words = told(2, 0, 1, 0);
        assert!(words.contains("2份没写完") && words.contains("1份写完") && !words.contains("照片"), "{words}");
        assert!(told(1, 3, 0, 0).contains("3张照片") && !told(1, 3, 0, 0).contains("不一样"));
        for words in [told(0, 0, 0, 2), told(1, 0, 0, 2)] {
            assert!(words.contains("有2份两部手机上填的不一样"), "{words}");
        }
    }

    #[test]
    fn clearing_says_how_many_drafts_go_and_that_finished_ones_stay() {
        let facts = Facts { known: true, wakes: true, ..Facts::default() };
        let words = going(3, Facts { unsent: 2, ..facts });
        assert!(words.contains("3份没写完") && words.contains("2份会留着"), "{words}");
        assert!(going(0, facts).contains("都已上传"));
    }
}
