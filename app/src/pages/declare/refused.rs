//! For those who do not want to fill in: what that means, and the other way.

use leptos::prelude::*;
use leptos_router::components::A;

use super::loaded::loaded;
use crate::components::layout::page;

/// The page.
pub(super) fn show() -> AnyView {
    loaded(Vec::new(), |declaration, _| {
        let unit = declaration.link().unit_name.clone();
        let content = view! {
            <h1>"好的，我们没有记下您填的内容"</h1>
            <div class="card">
                <p>"您可以请村（居）儿童主任上门，当面登记，也可以带上户口簿到" {unit} "的村（居）委会办理。"</p>
                <p>"不登记的，可能不能及时得到关爱服务；孩子上学、看病等权利不受影响。"</p>
            </div>
            <div class="button-row">
                <A href="/declare" attr:class="button">"再看看告知书"</A>
            </div>
        };
        page("不在网上填写", content)
    })
}
