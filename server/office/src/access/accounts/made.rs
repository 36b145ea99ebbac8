//! An invitation just made: its address, shown this once and printed. The store keeps a hash of its token only, so between
//! the post and the page it rests in a sealed cookie.

use ::time::Duration;
use app::addresses::access::ACCOUNTS;
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::time;
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::administration::Invitation;
use gate::{Flash, Refusal};
use leptos::prelude::*;

use crate::call::Call;

const MADE: Flash = Flash { cookie: "tongce_invitation", path: ACCOUNTS, shown: Duration::minutes(10) };

/// What of it crosses.
type Told = (String, String, String, i64);

/// On to the page that shows the invitation.
pub(super) fn lead_to(call: &Call, to: &str, made: Invitation) -> Result<Response, Refusal> {
    let told: Told = (made.display_name, made.username, made.url, made.ends_at);
    let flash = MADE.put(&call.headers, &call.office.cookie_keys, call.now(), &told)?;
    Ok((flash, Redirect::to(to)).into_response())
}

/// The card of an invitation that was just made in this browser.
pub(super) fn told(call: &Call) -> Option<AnyView> {
    MADE.get::<Told>(&call.headers, &call.office.cookie_keys, call.now()).map(card)
}

/// The page that showed it takes it out of the browser.
pub(super) fn taken(call: &Call, page: Response) -> Response {
    (MADE.take(&call.headers, &call.office.cookie_keys), page).into_response()
}

fn card((name, username, url, ends_at): Told) -> AnyView {
    view! {
        <section class="notice notice-done" role="status" id="made" tabindex="-1">
            <h2>{Icon::Done.view()} " 邀请已生成"</h2>
            <p><strong>"请现在就打印或复制，当面交给本人：地址只显示这一次。"</strong></p>
            <p>{name} "，用户名 " <strong>{username}</strong> "，" {time::moment(ends_at)} "前打开有效，只能用一次。"</p>
            <label class="sub">
                "邀请地址（点一下全选，再复制）"
                <input class="input number" type="text" readonly value=url data-select=""/>
            </label>
        </section>
    }
    .erase()
}
