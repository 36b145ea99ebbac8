//! After a submission: the way to another child of the family, and what is said when the list could not be read.

use std::sync::Arc;

use leptos::prelude::*;

use super::forms::{OneButton, one_button};
use crate::addresses::declare as address;
use crate::declaration::functions::sibling;
use crate::declaration::{Declaration, HeldDeclaration};
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;

/// After a submission whose list could not be read.
pub(crate) fn unread() -> AnyView {
    let words = "登记已提交。现在连不上网，看不到办理情况，有网络后请再打开看看。";
    view! { <p class="card" role="status">{words}</p> }.erase()
}

/// The way to a brother or sister, which carries the family's answers over.
pub(crate) fn another(declaration: &Declaration) -> AnyView {
    let ways = declaration.ways();
    if ways.ended.is_some() || !ways.proof {
        return ().erase();
    }
    let Some(last) = declaration.submitted().last().map(|status| status.record_id.clone()) else {
        return ().erase();
    };
    let (session, record, known) = (expect_context::<HeldDeclaration>(), last.clone(), declaration.clone());
    let act = Arc::new(move || {
        let (session, record, known) = (session.clone(), record.clone(), known.clone());
        let future = async move {
            let draft = sibling(record).await?;
            session.set(Some(known.with_draft(Some(draft), None)));
            Ok(address::START.to_owned())
        };
        Box::pin(future) as std::pin::Pin<Box<dyn Future<Output = _>>>
    });
    let button = OneButton {
        action: address::SIBLING,
        hidden: vec![("from", last)],
        class: "button button-wide",
        icon: Some(Icon::Sibling),
        words: "再登记一个孩子（兄弟姐妹）",
    };
    view! {
        <section class="card">
            <h2>"家里还有别的孩子？"</h2>
            <p class="small">"爸爸妈妈、住址等已填过的内容会带过来，不用再填一遍。"</p>
            {one_button(button, act)}
        </section>
    }
    .erase()
}
