//! The A4 poster of a village link, or the sheet for one family: printed by the office, and from a worker's phone.

use domain::values::date::chinese;
use domain::view::links::{LinkKind, NewLink};
use leptos::prelude::*;

use crate::paper::print_button;
use crate::ui::erase::Erase as _;

/// The poster itself. `not_away` is what the policy in force does not count as another county.
pub fn sheet(link: &NewLink, not_away: &str) -> AnyView {
    let not_away = (!not_away.is_empty()).then(|| format!("（{not_away}）"));
    let village = link.row.kind == LinkKind::Village;
    let lead = if village {
        "家里有不满16周岁的孩子，属于下面任何一种情况的，请扫码登记："
    } else {
        "请用手机扫码，登记孩子的信息。登记后还用这个码查看结果和修改："
    };
    view! {
        {print_button("打印")}
        <main class="paper poster" id="content" tabindex="0">
            <h1>"流动儿童和留守儿童信息登记"</h1>
            <p class="poster-unit">{link.row.division_name.clone()}</p>
            <p class="poster-lead">{lead}</p>
            {village.then(|| view! {
                <ul>
                    <li>"孩子跟着爸爸妈妈或其他监护人，离开户口所在的县（区），到别的县（区）住了6个月以上" {not_away.clone()}</li>
                    <li>"爸爸妈妈都到别的县（区）打工6个月以上；或者一个在外打工，另一个照顾不了孩子（如重病、重残）" {not_away}</li>
                </ul>
            })}
            <div class="poster-qr" inner_html=link.qr.clone()></div>
            <ol>
                <li>"用微信或手机相机扫一扫"</li>
                <li>"看告知书，同意后按提示填写，大约10分钟"</li>
                <li>"提交后记下登记编号，由乡镇（街道）审核"</li>
            </ol>
            <p>"不会用手机的，请带身份证和户口簿到村（居）委会，请儿童主任帮忙填写，也可以填纸质表。"</p>
            <p class="poster-foot">
                "自愿登记。有疑问请打：＿＿＿＿＿＿＿＿＿＿（乡镇（街道）或儿童主任电话）" <br/>
                "登记免费，不会要您转账，也不会要银行卡号和验证码。" <br/>
                "二维码有效到" {chinese(link.row.expires_on)} "。"
            </p>
        </main>
    }
    .erase()
}
