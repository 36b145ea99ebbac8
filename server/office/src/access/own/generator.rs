//! Parts of the pages on which a code generator is set up or asked for.

use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use axum::response::Response;
use backend::access::factors::Setup;
use leptos::prelude::*;

use crate::call::Call;

/// How the secret gets into the generator.
pub(crate) fn steps(setup: &Setup) -> AnyView {
    let grouped: Vec<String> =
        setup.secret.as_bytes().chunks(4).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    view! {
        <ol>
            <li>"用验证器扫下面的二维码；就在这部手机上操作的，可以把密钥抄进去。"</li>
            <li>"把验证器上出现的6位数字填在下面。"</li>
        </ol>
        <div class="made">
            <div class="qr" inner_html=setup.qr.clone()></div>
            <label class="sub">
                "密钥（点一下全选，再复制）"
                <input class="input number" type="text" readonly value=grouped.join(" ") data-select=""/>
            </label>
        </div>
    }
    .erase()
}

/// The input of a code, and its button.
pub(crate) fn code_input(recovery: bool) -> AnyView {
    let help = if recovery {
        "验证器上的6位数字；验证器不在身边的，填一个恢复码。"
    } else {
        "验证器上的6位数字。"
    };
    view! {
        <label class="question" for="code">"验证码"</label>
        <p class="small">{help}</p>
        <input class="input number" id="code" name="code" required maxlength="24" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false"/>
        <button class="button button-main button-wide" type="submit">"确认"</button>
    }
    .erase()
}

/// The recovery codes, shown this once, and the way on.
pub(crate) fn recovery_page(call: &Call, codes: &[String], next: &str) -> Response {
    let lines: Vec<_> = codes.iter().map(|code| view! { <li class="number">{code.clone()}</li> }).collect();
    let content = view! {
        <h1>"恢复码"</h1>
        <section class="notice notice-done" role="status">
            <p>{Icon::Done.view()} " 第二步验证已启用。"</p>
        </section>
        <section class="card">
            <p><strong>"请现在就打印或抄下来，和手机分开放：这些恢复码只显示这一次。"</strong></p>
            <p>"手机丢了或换了，登录时填一个恢复码代替验证码。每个只能用一次。"</p>
            <ol class="codes">{lines}</ol>
            <a class="button button-main button-wide" href=next.to_owned()>"已经记好，接着工作"</a>
        </section>
    };
    call.plain("恢复码", content.erase())
}
