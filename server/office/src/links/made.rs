//! A link just made: its address and QR, shown this once, and the way to its poster. The store keeps a hash of the token
//! only, so between the post and the page the address rests in a sealed cookie.

use app::addresses;
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::accounts::Director;
use backend::links::making;
use domain::problem::Problem;
use domain::values::date::chinese;
use domain::view::links::{LinkKind, NewLink};
use gate::{Flash, Refusal, parse_id};
use leptos::prelude::*;
use time::Duration;

use crate::call::Call;

const MADE: Flash = Flash { cookie: "tongce_made", path: addresses::links::LIST, shown: Duration::minutes(10) };

/// On to the page that shows the link.
pub(super) fn lead_to(call: &Call, link: NewLink) -> Result<Response, Refusal> {
    let flash = MADE.put(&call.headers, &call.office.cookie_keys, call.now(), &(link.row.id, link.url))?;
    Ok((flash, Redirect::to(addresses::links::LIST)).into_response())
}

/// The link that was just made in this browser, as far as it is still this person's.
pub(super) async fn told(call: &Call, director: &Director) -> Result<Option<NewLink>, Refusal> {
    let told = MADE.get::<(String, String)>(&call.headers, &call.office.cookie_keys, call.now());
    let Some((id, url)) = told else { return Ok(None) };
    match making::poster(call.store(), director, parse_id(&id)?, &url).await {
        Ok(link) => Ok(Some(link)),
        Err(backend::Error::Problem(Problem::NotFound)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The page that showed it takes the address out of the browser.
pub(super) fn taken(call: &Call, page: Response) -> Response {
    (MADE.take(&call.headers, &call.office.cookie_keys), page).into_response()
}

/// The card.
pub(super) fn card(link: &NewLink) -> AnyView {
    let poster = addresses::links::poster(&link.row.id);
    let village = link.row.kind == LinkKind::Village;
    let advice = if village {
        "请现在就打印海报：地址和二维码只显示这一次。"
    } else {
        "请现在就发给家长（复制地址，或让家长扫码）：地址和二维码只显示这一次。"
    };
    view! {
        <section class="notice notice-done" role="status" id="made" tabindex="-1">
            <h2>{Icon::Done.view()} " 链接已生成"</h2>
            <p><strong>{advice}</strong></p>
            <div class="made">
                <div class="qr" inner_html=link.qr.clone()></div>
                <div class="stack-tight">
                    <label class="sub">
                        "地址（点一下全选，再复制）"
                        <input class="input number" type="text" readonly value=link.url.clone() data-select=""/>
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
