//! The notice, and the choice to go on or not. Who agrees says two things apart: to be a guardian, or which guardian has
//! agreed (个人信息保护法 第三十一条); and that sensitive data may be taken down (第二十九条).

use domain::view::notice::{Agreement, BY_MAX, NoticeView};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::addresses::declare as address;
use crate::declaration::functions::consent;
use crate::declaration::{Declaration, HeldDeclaration};
use crate::declare::notice::passages;
use crate::platform;
use crate::ui::html::{El, Piece, el, live};
use crate::ui::icon::Icon;
use crate::ui::layout::page;
use crate::ui::once::Once;

/// The first page of a family that came by a link.
pub(crate) fn notice(declaration: &Declaration) -> AnyView {
    let notice = declaration.notice().unwrap_or_default();
    let unit = &declaration.link().unit_name;
    let lead = format!("{unit}邀请您登记孩子的情况，大约需要10分钟。请准备好户口簿和大人的身份证。");
    let text =
        el("div").class("card notice-text").child(el("h2").child("个人信息告知书")).child(passages(&notice, unit));
    let refuse = el("a").class("button button-quiet").attr("href", address::REFUSED).child("不同意，不在网上填");
    let print = el("p")
        .class("small no-print")
        .child(Icon::Printer.draw())
        .child(" 要留一份告知书的，可以截图，也可以用浏览器的“打印”打印本页。");
    let content = Piece::Many(vec![
        el("h1").child("流动儿童和留守儿童信息登记").into(),
        el("p").class("lead").child(lead).into(),
        text.into(),
        agreement(declaration, &notice).into(),
        el("div").class("button-row no-print").child(refuse).into(),
        print.into(),
    ]);
    page("个人信息告知书", content.view())
}

/// What is agreed to. Without a script the browser asks for the ticks itself.
fn agreement(declaration: &Declaration, notice: &NoticeView) -> El {
    let (session, known) = (expect_context::<HeldDeclaration>(), declaration.clone());
    let (once, said, navigate) = (Once::default(), ArcRwSignal::new(None::<String>), use_navigate());
    let (disabled, words) = (once.disabled(), said.clone());
    let submit = move |ev| {
        let Some(press) = platform::pressed(&ev) else { return };
        let agreement = Agreement::posted(|name| press.text(name).to_owned());
        if let Some((input, missing)) = agreement.missing() {
            said.set(Some(format!("{missing}。")));
            platform::focus(input);
            return;
        }
        let (session, known, said, navigate) = (session.clone(), known.clone(), said.clone(), navigate.clone());
        once.start(async move {
            match consent(agreement).await {
                Ok(draft) => {
                    session.set(Some(known.with_draft(Some(draft), None)));
                    navigate(address::START, NavigateOptions::default());
                }
                Err(failure) => said.set(Some(failure.message())),
            }
        });
    };
    let [version, guardian, by, sensitive] = Agreement::NAMES;
    el("form")
        .class("card stack-tight no-print")
        .attr("method", "post")
        .attr("action", address::HUB)
        .on("submit", submit)
        .child(el("input").attr("type", "hidden").attr("name", version).attr("value", notice.version.clone()))
        .child(tick(guardian, "我是孩子的爸爸、妈妈或其他监护人"))
        .child(
            el("details")
                .child(el("summary").child("我不是监护人，是帮忙填的"))
                .child(el("p").class("help").child("请先让孩子的爸爸或妈妈看这份告知书，同意了再填。上面一格不用勾。"))
                .child(el("label").class("question").attr("for", by).child("谁看过并且同意了？"))
                .child(
                    el("input")
                        .class("input")
                        .attr("id", by)
                        .attr("name", by)
                        .attr("type", "text")
                        .attr("maxlength", BY_MAX.to_string())
                        .attr("autocomplete", "off")
                        .attr("placeholder", "例如：妈妈王芳"),
                ),
        )
        .child(tick(sensitive, notice.sensitive.clone()))
        .child(
            el("div").attr("role", "alert").child(live(move || {
                words.get().map(|words| el("p").class("finding finding-error").child(words)).into()
            })),
        )
        .child(
            el("button")
                .class("button button-main button-wide")
                .attr("type", "submit")
                .live("aria-disabled", move || Some(disabled().into()))
                .child("都同意，开始填写"),
        )
}

fn tick(name: &'static str, words: impl Into<Piece>) -> El {
    let input = el("input").attr("type", "checkbox").attr("id", name).attr("name", name).attr("value", "yes");
    el("label").class("choice").child(input).child(el("span").child(words))
}
