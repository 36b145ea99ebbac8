//! `/declare/not-needed`: kindly, that no registration is needed, and why. Nothing is stored.

use std::sync::Arc;

use domain::eligibility::ReasonCode;
use domain::form::FormKind;
use domain::forms::screening::{Screening, outcome};
use domain::values::date::chinese;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::forms::{OneButton, one_button};
use super::loaded::loaded;
use super::start::begin;
use crate::api::declarations::discard;
use crate::components::erase::Erase as _;
use crate::components::layout::page;
use crate::components::verdict::reasons;
use crate::declaration::{Declaration, Session};

/// The page.
pub(super) fn show() -> AnyView {
    loaded(Vec::new(), |declaration, _| {
        if declaration.draft().is_some() && !declaration.answers().with_untracked(domain::form::Answers::is_empty) {
            live(&declaration)
        } else {
            told()
        }
    })
}

/// With the answers at hand: the whole explanation, and the choices that remain.
fn live(declaration: &Declaration) -> AnyView {
    let answers = declaration.answers().get_untracked();
    let (policy, today) = (declaration.policy(), declaration.today());
    let (why, counted, verdict, alert) = match outcome(&answers, policy, today) {
        Screening::NotNeeded { reasons, counted, verdict } => (reasons, counted, verdict, false),
        Screening::Alert(verdict) => (verdict.monitoring.reasons.clone(), false, verdict, true),
        Screening::Form(kind, verdict) | Screening::Review(kind, verdict) => {
            let _ = kind;
            (verdict.monitoring.reasons.clone(), false, verdict, false)
        }
    };
    let due = verdict.next_due().filter(|_| !verdict.monitoring.says(ReasonCode::Age16Plus));
    let content = view! {
        {if alert { alone() } else { calm(counted) }}
        <section class="card">
            <h2>"为什么"</h2>
            {reasons(&why)}
            {due.map(|day| view! { <p>"到" {chinese(day)} "情况可能会变，那时请再来看一看。"</p> })}
        </section>
        {(counted || alert).then(|| go_on(declaration))}
        {end(declaration)}
        <div class="button-row"><A href="/declare/start" attr:class="button button-quiet">"刚才有填错的，回去改"</A></div>
    };
    page("不用登记", content)
}

fn calm(counted: bool) -> AnyView {
    view! {
        <div class="notice notice-done">
            <h1>"这个孩子不用登记"</h1>
            <p>"刚才的回答没有保存。"</p>
            {counted.then(|| view! { <p>"这样的孩子只计入人数统计，不用填登记表。"</p> })}
        </div>
    }
    .erase()
}

fn alone() -> AnyView {
    view! {
        <div class="notice notice-attention" role="alert">
            <h1>"孩子身边需要有大人照顾"</h1>
            <p>"法律规定，未满16周岁的孩子不能脱离监护单独生活。请马上联系村（居）儿童主任，也可以拨打未成年人保护热线 12345。"</p>
        </div>
    }
    .erase()
}

/// A child who is only counted, or lives alone, may still be registered to get help.
fn go_on(declaration: &Declaration) -> AnyView {
    let declaration = declaration.clone();
    let act = Arc::new(move || {
        let to = begin(&declaration, FormKind::Migrant);
        Box::pin(async move { Ok(to) }) as std::pin::Pin<Box<dyn Future<Output = _>>>
    });
    let button = OneButton {
        action: "/declare/not-needed",
        hidden: vec![("go", "register".to_owned())],
        class: "button button-wide",
        icon: None,
        words: "孩子需要帮助，我要登记",
    };
    view! { <section class="card"><h2>"孩子有困难？"</h2>{one_button(button, act)}</section> }.erase()
}

/// Throws the draft away.
fn end(declaration: &Declaration) -> AnyView {
    let (session, known) = (expect_context::<Session>(), declaration.clone());
    let act = Arc::new(move || {
        let (session, known) = (session.clone(), known.clone());
        let future = async move {
            if let Some(draft) = known.draft() {
                discard(draft.id.clone()).await?;
            }
            session.set(Some(known.with_draft(None, None)));
            Ok("/declare".to_owned())
        };
        Box::pin(future) as std::pin::Pin<Box<dyn Future<Output = _>>>
    });
    let button = OneButton {
        action: "/declare/not-needed",
        hidden: vec![("go", "discard".to_owned())],
        class: "button button-main button-wide",
        icon: None,
        words: "知道了",
    };
    one_button(button, act)
}

/// After the draft is gone: the reasons that the address names, in words.
fn told() -> AnyView {
    let query = use_query_map();
    let named = query.with_untracked(|query| query.get("why")).unwrap_or_default();
    let counted = query.with_untracked(|query| query.get("counted").is_some());
    let words = ReasonCode::ALL
        .iter()
        .filter(|code| named.split('.').any(|name| name == code.label()))
        .map(|code| view! { <li><p>{code.words()}</p></li> })
        .collect_view();
    let content = view! {
        {calm(counted)}
        {(!named.is_empty()).then(|| view! { <section class="card"><h2>"为什么"</h2><ul class="reasons">{words}</ul></section> })}
        <div class="button-row"><A href="/declare" attr:class="button">"回到首页"</A></div>
    };
    page("不用登记", content)
}
