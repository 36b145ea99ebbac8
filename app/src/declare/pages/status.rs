//! `/declare/status`: what became of the family's declarations, and why.

use std::sync::Arc;

use domain::eligibility::Class;
use domain::forms::form;
use domain::register::State;

use domain::view::declare::StatusView;
use leptos::prelude::*;

use super::another::{another, unread};
use super::forms::{OneButton, one_button};
use super::renewed::renewed;
use crate::addresses::declare as address;
use crate::addresses::rights::MY_CHILDREN;
use crate::declaration::functions::correct;
use crate::declaration::{Declaration, HeldDeclaration};
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::layout::page;
use crate::ui::office::office_link;
use crate::ui::time::day;
use crate::ui::verdict::reasons_for_family;
use crate::wire::Failure;

/// The page.
pub(crate) fn show() -> AnyView {
    renewed(status)
}

fn status(declaration: &Declaration) -> AnyView {
    let none = declaration.submitted().is_empty().then(|| match declaration.recalled() {
        true => unread(),
        false => view! { <p class="card">"还没有提交过登记。"</p> }.erase(),
    });
    let content = view! {
        <h1>"办理情况"</h1>
        {none}
        {cards(declaration)}
        {declaration.draft().is_none().then(|| another(declaration))}
        {(!declaration.submitted().is_empty()).then(my_children)}
        <div class="button-row"><a href=address::HUB class="button">"回到首页"</a></div>
    };
    page("办理情况", content)
}

/// The way to what a guardian can see and ask for, which is a document of the server.
fn my_children() -> AnyView {
    let link = office_link(MY_CHILDREN).class("button").child("我的孩子：全部内容、谁看过、提出请求");
    view! { <div class="button-row">{link.view()}</div> }.erase()
}

/// One card a declaration.
pub(crate) fn cards(declaration: &Declaration) -> AnyView {
    let submitted = declaration.submitted();
    let earlier = (declaration.recalled() && !submitted.is_empty()).then(|| {
        let words = "现在没有网络，下面是上次联网时看到的情况。有网络后请再打开看看。";
        view! { <p class="notice notice-attention" role="status">{words}</p> }
    });
    let proof = declaration.ways().proof;
    let cards: Vec<_> = submitted
        .iter()
        .map(|status| if proof { card(declaration, status) } else { number_and_state(status) })
        .collect();
    let own_link = (!proof && !submitted.is_empty()).then(|| {
        let words = "这里只显示编号和办到哪一步。要看填过的内容、修改、打印或再登记一个孩子，请打开您家自己的登记链接：提交好时给您的那个，或工作人员发给您家的。";
        view! { <p class="notice notice-attention">{words}</p> }
    });
    view! { {earlier} {own_link} {cards} }.erase()
}

/// To whom has not shown to be the family.
fn number_and_state(status: &StatusView) -> AnyView {
    let (tag, name, words) = told(status.state);
    view! {
        <section class="card">
            <div class="section-head">
                <h3>"登记编号 " {status.receipt_no.clone()}</h3>
                <span class=tag>{name}</span>
            </div>
            <p>{words}</p>
        </section>
    }
    .erase()
}

fn card(declaration: &Declaration, status: &StatusView) -> AnyView {
    let (tag, name, words) = told(status.state);
    let comments = status
        .comments
        .iter()
        .map(|comment| {
            let label = form(status.form).field(&comment.field).map(domain::form::Field::spoken_label);
            view! { <li class="lines">{label} "：" {comment.text.clone()}</li> }
        })
        .collect_view();
    let verdict = &status.verdict;
    let rulings = match status.form {
        domain::form::FormKind::Migrant => &verdict.monitoring,
        domain::form::FormKind::LeftBehind => &verdict.left_behind,
    };
    view! {
        <section class="card">
            <div class="section-head">
                <h3>{status.child_name.clone()} " · " {status.form.label()}</h3>
                <span class=tag>{name}</span>
            </div>
            <p>{words}</p>
            <p class="small">
                {format!(
                    "登记编号{}。{}提交，由{}办理",
                    status.receipt_no,
                    day(status.submitted_at),
                    status.owner_name,
                )}
            </p>
            {status.reason.clone().map(|reason| view! { <p class="finding">"工作人员说：" {reason}</p> })}
            {(!status.comments.is_empty()).then(|| view! { <ul>{comments}</ul> })}
            {(status.state == State::Returned).then(|| mend(declaration, status))}
            <p>
                <a href=address::print(&status.record_id) class="button button-small">
                    {Icon::Printer.view()} "打印登记表"
                </a>
            </p>
            <details class="outside">
                <summary>"为什么"</summary>
                <p>"现在的结果：" {outcome(status.verdict.class)}</p>
                {reasons_for_family(&rulings.reasons)}
            </details>
        </section>
    }
    .erase()
}

/// What the class of a child means for the family.
fn outcome(class: Class) -> &'static str {
    match class {
        Class::M1 => "按流动儿童登记",
        Class::Lb => "按留守儿童登记",
        Class::M2 | Class::M0 => "不用登记",
        Class::Review | Class::Overlap => "还要工作人员看了再定",
    }
}

/// The look of a state, its name and what it means for the family.
fn told(state: State) -> (&'static str, &'static str, &'static str) {
    match state {
        State::Draft => ("tag", "没有提交", "还没有提交。"),
        State::Submitted => ("tag", "已提交", "收到了，等乡镇（街道）的工作人员看。"),
        State::Transferring => ("tag", "已提交", "正在转给负责的乡镇（街道）。"),
        State::Returned => ("tag tag-attention", "请您修改", "有几处请您改一改，改好后再提交。"),
        State::TownshipReviewed
        | State::CountyAccepted
        | State::Comparing
        | State::Feedback
        | State::Verified
        | State::Uploaded => ("tag tag-done", "已登记", "审核通过，已登记。"),
        State::Rejected => {
            ("tag tag-danger", "没有登记", "这次没有登记，原因在下面。不明白或不同意，请问办理单位，也可以重新提交。")
        }
        State::Exited => ("tag", "登记已结束", "孩子已不在登记范围，登记已结束，资料按规定保存。"),
        State::Void => ("tag", "没有登记", "这份登记不再使用，例如重复登记。想知道原因，请问办理单位。"),
    }
}

/// The button that opens a returned declaration where the first comment stands.
fn mend(declaration: &Declaration, status: &StatusView) -> AnyView {
    let (session, known, record) = (expect_context::<HeldDeclaration>(), declaration.clone(), status.record_id.clone());
    let act = Arc::new(move || {
        let (session, known, record) = (session.clone(), known.clone(), record.clone());
        let future = async move {
            let draft = correct(record).await?;
            let to = first_comment(&draft);
            session.set(Some(known.with_draft(Some(draft), None)));
            Ok::<_, Failure>(to)
        };
        Box::pin(future) as std::pin::Pin<Box<dyn Future<Output = _>>>
    });
    let button = OneButton {
        action: address::CORRECT,
        hidden: vec![("record", status.record_id.clone())],
        class: "button button-main button-wide",
        icon: Some(Icon::Next),
        words: "现在就改",
    };
    one_button(button, act)
}

/// The screen where the first comment stands.
#[must_use]
pub fn first_comment(draft: &domain::view::declare::DraftView) -> String {
    let Some(kind) = draft.form else { return address::HUB.to_owned() };
    let form = form(kind);
    let section = draft.comments.iter().find_map(|comment| form.section_of(&comment.field));
    let name = section.or(form.sections.first()).map_or("check", |section| section.name);
    address::section(kind, name)
}
