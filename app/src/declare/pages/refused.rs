//! For those who do not want to fill in: what that means, what is there all the same, and the other way.

use leptos::prelude::*;

use super::loaded::loaded;
use super::not_needed::end;
use crate::addresses;
use crate::declaration::Declaration;
use crate::ui::erase::Erase as _;
use crate::ui::layout::page;

/// The page.
pub(crate) fn show() -> AnyView {
    loaded(Vec::new(), |declaration, _| {
        let unit = declaration.link().unit_name.clone();
        let (draft, submitted) = (declaration.draft().is_some(), !declaration.submitted().is_empty());
        let title = if draft || submitted {
            "好的，您可以不在网上填"
        } else {
            "好的，我们没有记下您填的内容"
        };
        let content = view! {
            <h1>{title}</h1>
            {draft.then(|| there(&declaration))}
            {submitted.then(|| view! { <p class="card">"已提交的登记还在办理，首页可以看办理情况。"</p> })}
            <div class="card">
                <p>"您可以请村（居）儿童主任上门，当面登记，也可以带上户口簿到" {unit} "的村（居）委会办理。"</p>
                <p>"不登记的，可能不能及时得到关爱服务；孩子上学、看病等权利不受影响。"</p>
            </div>
            <div class="button-row">
                <a href=addresses::declare::HUB class="button">{if draft || submitted { "回到首页" } else { "再看看告知书" }}</a>
            </div>
        };
        page("不在网上填写", content)
    })
}

/// A draft was begun: what is in it stays until it is cleared.
fn there(declaration: &Declaration) -> AnyView {
    view! {
        <section class="card">
            <h2>"您已同意并填过的内容还留着"</h2>
            <p>"不想要了，可以现在清除；不清除的，从最后一次改动起保留30天。"</p>
            {end(declaration, "button button-wide", "清除填过的内容")}
        </section>
    }
    .erase()
}
