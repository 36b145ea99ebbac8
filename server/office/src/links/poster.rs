//! `/links/{id}/poster`: the A4 poster of a village link, or the sheet for one family. The page with the fresh link posts
//! its address here; opened in any other way there is nothing to show.

use app::links::poster::sheet;
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use backend::links::making;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;

use crate::call::Call;
use crate::carried::given_back;

/// Opened without the address of a link.
pub(super) async fn nothing(call: Call) -> Result<Response, Refusal> {
    call.caller.director().await?;
    let content = view! {
        <main class="content" id="content">
            <div class="notice notice-attention" role="alert">
                <h1>{Icon::Alert.view()} " 海报无法打开"</h1>
                <p>"二维码只在链接刚生成时能打印。请停用旧链接，重新生成。"</p>
                <p><a href=app::addresses::links::LIST class="button">"去生成新链接"</a></p>
            </div>
        </main>
    };
    Ok((StatusCode::NOT_FOUND, call.sheet("海报无法打开", content)).into_response())
}

/// The poster of the link whose address was posted. It is posted, and not asked for, because an address in an address
/// would stay in the browser's history.
pub(super) async fn print(call: Call, Path(id): Path<String>, Form(pairs): Form) -> Result<Response, Refusal> {
    let director = call.caller.director().await?;
    let pairs = given_back(&pairs).unwrap_or(pairs);
    let link = making::poster(call.store(), &director, parse_id(&id)?, last_value(&pairs, "url")).await?;
    Ok(call.sheet("登记二维码", sheet(&link, &call.store().policy.words.not_away).erase()))
}
