//! The front door, and the page for an address that leads nowhere.

use leptos::prelude::*;

use crate::addresses;
use crate::ui::layout::page;
use crate::ui::office::office_link;
use crate::wire::failure_page::not_found;

/// The front door.
pub(crate) fn show() -> AnyView {
    let content = view! {
        <h1>"流动儿童和留守儿童信息登记"</h1>
        <div class="card">
            <h2>"我是家长或照顾孩子的人"</h2>
            <p>"请打开村（居）儿童主任发给您的登记链接，或扫村（居）委会张贴的二维码。"</p>
            <a href=addresses::declare::HUB class="button button-main button-wide">"以前打开过链接，接着填"</a>
        </div>
        <div class="card">
            <h2>"我是工作人员"</h2>
            {office_link(addresses::access::SIGN_IN).class("button button-wide").child("登录").view()}
        </div>
    };
    page("", content)
}

/// Shown for an address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    not_found()
}
