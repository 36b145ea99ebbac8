//! `/declare`: the notice first; later, what is going on with this family's declarations.

use domain::form::Section;
use domain::form::journey::Journey;
use domain::values::date::chinese;
use domain::view::links::{Ended, LinkKind};
use leptos::prelude::*;

use super::another::{another, unread};
use super::notice::notice;
use super::renewed::renewed;
use super::section::on_page_load;
use super::status::cards;
use crate::addresses::declare as address;
use crate::declaration::Declaration;
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::layout::page;

/// The page.
pub(crate) fn show() -> AnyView {
    renewed(hub)
}

fn hub(declaration: &Declaration) -> AnyView {
    let nothing = declaration.draft().is_none() && declaration.submitted().is_empty();
    if nothing && !declaration.recalled() {
        return notice(declaration);
    }
    let ended = declaration.ways().ended.map(ended);
    let draft = declaration.draft().map(|_| {
        on_page_load(declaration);
        let (declaration, picked) = (declaration.clone(), declaration.picked());
        // The form may have been picked on this phone without a connection: that is known once the page is alive.
        move || {
            picked.track();
            let (href, done) = resume(&declaration);
            view! {
                <section class="card">
                    <h2>"正在填写的登记"</h2>
                    <p>{done}</p>
                    <a href=href class="button button-main button-wide">"接着填" {Icon::Next.view()}</a>
                    <p class="small">"没提交的登记，从最后一次改动起保留30天，过后自动清除。"</p>
                </section>
            }
        }
    });
    let submitted = (!declaration.submitted().is_empty()).then(|| {
        view! {
            <h2>"已提交的登记"</h2>
            {cards(declaration)}
            {declaration.draft().is_none().then(|| another(declaration))}
        }
    });
    let content = view! {
        <h1>"孩子信息登记"</h1>
        <p class="lead">{declaration.link().unit_name.clone()}</p>
        {ended}
        {nothing.then(unread)}
        {draft}
        {submitted}
        {other_family(declaration)}
    };
    page("孩子信息登记", content)
}

/// That the link has ended, and what can still be done.
pub(crate) fn ended(ended: Ended) -> AnyView {
    let why = if ended.revoked { "这个链接已停用" } else { "这个链接已过期" };
    let until = chinese(ended.finish_by);
    view! {
        <div class="notice notice-attention" role="status">
            <p>{why} "，不能再用它开始新的登记。没提交的，请在" {until} "前填完提交；已提交的不受影响。"</p>
            <p>"要登记别的孩子，请向村（居）儿童主任要新的链接，或扫新的二维码：没填完的可以带过去。"</p>
        </div>
    }
    .erase()
}

/// The way to the families that share this phone. A new document: it comes before any declaration.
fn other_family(declaration: &Declaration) -> AnyView {
    let shared = declaration.link().kind == LinkKind::Village || !declaration.ways().proof;
    shared
        .then(|| {
            view! {
                <p class="no-print">
                    <a href=address::TURN rel="external" class="button button-quiet">"这部手机换一家填"</a>
                </p>
            }
        })
        .erase()
}

/// Where the draft goes on, and how far it is.
fn resume(declaration: &Declaration) -> (String, String) {
    let Some(form) = declaration.form() else {
        return (address::START.to_owned(), "先回答几个问题，看看孩子要填哪张表。".to_owned());
    };
    let answers = declaration.answers().get_untracked();
    let sections = Journey::family(form, &answers, declaration.today()).sections();
    let open = |section: &&&'static Section| {
        crate::declaration::screen::asked(section, &answers, declaration.today(), declaration.asker())
            .iter()
            .any(|field| answers.value(field.key).is_none())
    };
    match sections.iter().find(open) {
        Some(section) => {
            (address::section(form.kind, section.name), format!("{}，填到“{}”。", form.title, section.title))
        }
        None => (address::check(form.kind), format!("{}，都填好了，还没有提交。", form.title)),
    }
}
