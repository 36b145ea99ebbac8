//! A link just made: its address and QR, shown this once, and the way to its poster.

use domain::values::date::chinese;
use domain::view::{LinkKind, NewLink};
use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

use crate::components::erase::Erase as _;
use crate::components::icon::Icon;

/// The card.
pub(super) fn made(link: &NewLink) -> AnyView {
    let poster = format!("/links/{}/poster", link.row.id);
    let village = link.row.kind == LinkKind::Village;
    let advice = if village {
        "请现在就打印海报：地址和二维码只显示这一次。"
    } else {
        "请现在就发给家长（复制地址，或让家长扫码）：地址和二维码只显示这一次。"
    };
    let select_all = |ev: FocusEvent| {
        if let Some(input) = ev.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            input.select();
        }
    };
    view! {
        <section class="notice notice-done" role="status">
            <h2>{Icon::Done.view()} " 链接已生成"</h2>
            <p><strong>{advice}</strong></p>
            <div class="made">
                <div class="qr" inner_html=link.qr.clone()></div>
                <div class="stack-tight">
                    <label class="sub">
                        "地址（点一下全选，再复制）"
                        <input
                            class="input number"
                            type="text"
                            readonly
                            value=link.url.clone()
                            on:focus=select_all
                        />
                    </label>
                    <p>{link.row.division_name.clone()} " · 有效到 " {chinese(link.row.expires_on)}</p>
                    <form method="post" action=poster target="_blank">
                        <input type="hidden" name="url" value=link.url.clone()/>
                        <button class="button button-main" type="submit">
                            {Icon::Printer.view()} {if village { "打开海报，打印" } else { "打开通知单，打印" }}
                        </button>
                    </form>
                </div>
            </div>
        </section>
    }
    .erase()
}
