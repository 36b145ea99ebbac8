//! `/declare/not-needed`: kindly, that no registration is needed, and why, and nothing is stored; or that the child
//! must not be alone, and the way to be registered.

use std::sync::Arc;

use domain::eligibility::{Policy, Reason, ReasonCode, Verdict};
use domain::form::FormKind;
use domain::screening::{Screening, outcome};
use domain::values::date::chinese;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use super::forms::{OneButton, one_button};
use super::loaded::loaded;
use super::start::begin;
use crate::addresses::declare as address;
use crate::declaration::functions::discard;
use crate::declaration::{Declaration, HeldDeclaration};
use crate::ui::erase::Erase as _;
use crate::ui::layout::page;
use crate::ui::verdict::reasons_for_family as reasons;

/// The page.
pub(crate) fn show() -> AnyView {
    loaded(Vec::new(), |declaration, _| {
        if declaration.draft().is_some() && !declaration.answers().with_untracked(domain::form::Answers::is_empty) {
            live(&declaration)
        } else {
            told(declaration.policy())
        }
    })
}

/// With the answers at hand: the whole explanation, and the choices that remain.
fn live(declaration: &Declaration) -> AnyView {
    let answers = declaration.answers().get_untracked();
    match outcome(&answers, declaration.policy(), declaration.today()) {
        Screening::NotNeeded { reasons, counted, verdict } => not_needed(declaration, &reasons, counted, &verdict),
        Screening::Alert(verdict) => alone(declaration, &verdict.monitoring.reasons),
        // The answers are others by now: this page would say what is not so.
        Screening::Form(..) | Screening::Review(..) => view! { <Redirect path=address::HUB/> }.erase(),
    }
}

/// No form is needed. A child who is counted only may still be registered to get help.
fn not_needed(declaration: &Declaration, why: &[Reason], counted: bool, verdict: &Verdict) -> AnyView {
    let due = verdict.next_due().filter(|_| !verdict.monitoring.says(ReasonCode::Age16Plus));
    let content = view! {
        {calm("点“知道了”后，刚才的回答会清除。", counted)}
        <section class="card">
            <h2>"为什么"</h2>
            {reasons(why)}
            {due.map(|day| view! { <p>"到" {chinese(day)} "，情况可能会变。那时请再打开链接看看。"</p> })}
        </section>
        {counted.then(|| {
            let go = register(declaration, "button button-wide", "孩子需要帮助，我要登记");
            view! { <section class="card"><h2>"孩子需要帮助吗？"</h2>{go}</section> }
        })}
        {end(declaration, "button button-main button-wide", "知道了")}
        {back()}
    };
    page("不用登记", content)
}

/// The child lives alone: what to do now comes first, and the button that looks like the way on registers the child.
fn alone(declaration: &Declaration, why: &[Reason]) -> AnyView {
    const TITLE: &str = "孩子身边需要有大人照顾";
    let content = view! {
        <div class="notice notice-attention" role="alert">
            <h1>{TITLE}</h1>
            <p>
                "不满16周岁的孩子，身边要有大人照看。请现在就打电话给村（居）儿童主任，或打"
                <a href="tel:12345">"12345"</a> "（未成年人保护热线）。孩子有危险，请打" <a href="tel:110">"110"</a> "。"
            </p>
        </div>
        {register(declaration, "button button-main button-wide", "登记，请工作人员联系我")}
        <section class="card">
            <h2>"为什么"</h2>
            {reasons(why)}
            <p>"法律规定，不满16周岁的孩子不能脱离监护单独生活。"</p>
        </section>
        {end(declaration, "button button-wide", "我已联系儿童主任，结束")}
        {back()}
    };
    page(TITLE, content)
}

fn calm(answers: &'static str, counted: bool) -> AnyView {
    view! {
        <div class="notice notice-done">
            <h1>"这个孩子不用登记"</h1>
            <p>{answers}</p>
            {counted.then(|| view! { <p>"按规定，这样的孩子不用填表，人数由统计部门另外统计。"</p> })}
        </div>
    }
    .erase()
}

fn back() -> AnyView {
    view! { <div class="button-row"><a href=address::START class="button button-quiet">"刚才有填错的，回去改"</a></div> }
        .erase()
}

/// Begins the form all the same.
fn register(declaration: &Declaration, class: &'static str, words: &'static str) -> AnyView {
    let declaration = declaration.clone();
    let act = Arc::new(move || {
        let to = begin(&declaration, FormKind::Migrant);
        Box::pin(async move { Ok(to) }) as std::pin::Pin<Box<dyn Future<Output = _>>>
    });
    let hidden = vec![("go", "register".to_owned())];
    one_button(OneButton { action: address::NOT_NEEDED, hidden, class, icon: None, words }, act)
}

/// Throws the draft away.
pub(crate) fn end(declaration: &Declaration, class: &'static str, words: &'static str) -> AnyView {
    let (session, known) = (expect_context::<HeldDeclaration>(), declaration.clone());
    let act = Arc::new(move || {
        let (session, known) = (session.clone(), known.clone());
        let future = async move {
            if let Some(draft) = known.draft() {
                discard(draft.id.clone()).await?;
            }
            session.set(Some(known.with_draft(None, None)));
            Ok(address::HUB.to_owned())
        };
        Box::pin(future) as std::pin::Pin<Box<dyn Future<Output = _>>>
    });
    let hidden = vec![("go", "discard".to_owned())];
    one_button(OneButton { action: address::NOT_NEEDED, hidden, class, icon: None, words }, act)
}

/// After the draft is gone: the reasons that the address names, in words.
fn told(policy: &Policy) -> AnyView {
    let query = use_query_map();
    let named = query.with_untracked(|query| query.get("why")).unwrap_or_default();
    let counted = query.with_untracked(|query| query.get("counted").is_some());
    let words = ReasonCode::ALL
        .iter()
        .filter(|code| named.split('.').any(|name| name == code.label()))
        .map(|code| view! { <li><p>{code.words_in(policy).to_owned()}</p></li> })
        .collect_view();
    let content = view! {
        {calm("刚才的回答已经清除。", counted)}
        {(!named.is_empty()).then(|| view! { <section class="card"><h2>"为什么"</h2><ul class="reasons">{words}</ul></section> })}
        <div class="button-row"><a href=address::HUB class="button">"回到首页"</a></div>
    };
    page("不用登记", content)
}
