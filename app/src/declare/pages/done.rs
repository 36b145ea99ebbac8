//! `/declare/done`: the receipt, what happens next, and the way to a brother or sister.

use domain::view::declare::ReceiptView;
use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::another::another;
use super::loaded::loaded;
use crate::addresses;
use crate::codec::Encoded;
use crate::declaration::Declaration;
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::layout::page;

/// The page.
pub(crate) fn show() -> AnyView {
    loaded(Vec::new(), |declaration, _| match declaration.receipt().with_untracked(Encoded::read) {
        Some(receipt) => receipt_page(&declaration, receipt),
        None => view! { <Redirect path=addresses::declare::STATUS/> }.erase(),
    })
}

fn receipt_page(declaration: &Declaration, receipt: ReceiptView) -> AnyView {
    let link = receipt.status_link.map(|link| {
        view! {
            <p>"用这个二维码或链接，随时可以看办理情况。只给您自己用，请保存好："</p>
            <p><a href=link.clone()>{link.clone()}</a></p>
        }
    });
    let qr = receipt
        .status_qr
        .map(|svg| view! { <div class="qr" role="img" aria-label="查看办理情况的二维码" inner_html=svg></div> });
    let next = if receipt.inside_deployment {
        format!("由{}办理。工作人员看完会在这里告诉您，有需要会打电话核实。", receipt.owner_name)
    } else {
        format!(
            "{}还没有使用本系统。请把登记编号告诉当地乡镇（街道），或请村（居）儿童主任帮您转交。",
            receipt.owner_name
        )
    };
    let content = view! {
        <div class="notice notice-done">
            <h1>{Icon::Done.view()} " 提交好了"</h1>
            <p>"登记编号"</p>
            <p class="receipt-no">{receipt.receipt_no}</p>
            <p>{next}</p>
        </div>
        <section class="card">
            <h2>"请保存"</h2>
            <p>"截个图或记下登记编号，问办理情况时报这个编号。把这一页给村（居）儿童主任看也行。"</p>
            {qr}
            {link}
        </section>
        {another(declaration)}
        <div class="button-row no-print">
            <a href=addresses::declare::STATUS class="button">"看办理情况"</a>
        </div>
    };
    page("提交好了", content)
}
