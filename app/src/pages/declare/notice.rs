//! The notice, and the choice to go on or not.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::components::A;

use super::forms::{OneButton, one_button};
use crate::api::declarations::consent;
use crate::components::icon::Icon;
use crate::components::layout::page;
use crate::declaration::{Declaration, Session};
use crate::notice::{PASSAGES, VERSION};

/// The first page of a family that came by a link.
pub(super) fn notice(declaration: &Declaration) -> AnyView {
    let unit = &declaration.link().unit_name;
    let passages = PASSAGES
        .iter()
        .map(|passage| {
            let text = passage.text.iter().map(|text| view! { <p>{text.replace("{unit}", unit)}</p> }).collect_view();
            view! { <section><h2>{passage.title}</h2>{text}</section> }
        })
        .collect_view();
    let (session, known) = (expect_context::<Session>(), declaration.clone());
    let act = Arc::new(move || {
        let (session, known) = (session.clone(), known.clone());
        let future = async move {
            let draft = consent(VERSION.to_owned()).await?;
            session.set(Some(known.with_draft(Some(draft), None)));
            Ok("/declare/start".to_owned())
        };
        Box::pin(future) as std::pin::Pin<Box<dyn Future<Output = _>>>
    });
    let agree = OneButton {
        action: "/declare",
        hidden: vec![("notice_version", VERSION.to_owned())],
        class: "button button-main button-wide",
        icon: None,
        words: "我同意并开始填写",
    };
    let content = view! {
        <h1>"流动儿童、留守儿童信息登记"</h1>
        <p class="lead">{unit.clone()} "邀请您登记孩子的情况，大约需要 10 分钟。请准备好户口簿和大人的身份证。"</p>
        <div class="card notice-text">
            <h2>"个人信息告知书"</h2>
            {passages}
            <p class="small">"告知书版本：" {VERSION}</p>
        </div>
        {one_button(agree, act)}
        <div class="button-row no-print">
            <A href="/declare/refused" attr:class="button button-quiet">"我不想在网上填"</A>
        </div>
        <p class="small no-print">{Icon::Printer.view()} " 需要留存告知书的，可以用浏览器的“打印”打印本页。"</p>
    };
    page("个人信息告知书", content)
}
