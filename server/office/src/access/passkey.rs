//! Parts of the pages on which a passkey is made or shown. The page holds the question, the office's script asks the browser and
//! sends its answer back in the same form; without a script the other ways are on the page.

use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use backend::access::factors::passkeys::Question;
use gate::{last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

/// Name of the button that asks for a question; its values are [`ASK`] and [`ENROL`].
pub(super) const PASSKEY: &str = "passkey";

/// A passkey is to be shown.
pub(super) const ASK: &str = "ask";

/// A passkey is to be made.
pub(super) const ENROL: &str = "enrol";

/// The ceremony and the browser's answer, when the form has them.
pub(super) fn answered(pairs: &[(String, String)]) -> Option<(Uuid, &str)> {
    let ceremony = parse_id(last_value(pairs, "ceremony")).ok()?;
    Some((ceremony, last_value(pairs, "credential")))
}

/// Whether a form asks for a question of this kind.
pub(super) fn asks(pairs: &[(String, String)], kind: &str) -> bool {
    last_value(pairs, PASSKEY) == kind
}

/// The form that carries a question to the browser and its answer back. What stands in it besides comes first.
pub(super) fn form(action: String, question: &Question, inner: AnyView, button: &'static str) -> AnyView {
    view! {
        <form method="post" action=action class="card" id="passkey" data-passkey=question.options.clone()>
            {inner}
            <input type="hidden" name="ceremony" value=question.ceremony.to_string()/>
            <input type="hidden" name="credential"/>
            <p class="finding finding-error" role="alert" data-failed="" hidden>
                {Icon::Alert.view()} " 浏览器没有完成验证。请再点一次；不行的，请换一种方式。"
            </p>
            <button class="button button-main button-wide" type="submit">{button}</button>
            <p class="small">"按浏览器的提示，用指纹、面容、锁屏密码或安全密钥确认。浏览器没有反应的，请换一种方式。"</p>
        </form>
    }
    .erase()
}

/// The button that asks for the question by which a passkey is shown.
pub(super) fn ask_button(words: &'static str) -> AnyView {
    view! { <button class="button button-wide" type="submit" formnovalidate name=PASSKEY value=ASK>{words}</button> }
        .erase()
}
