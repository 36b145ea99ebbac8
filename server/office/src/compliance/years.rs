//! `/compliance`: the years of which there is a pack.

use app::addresses::compliance;
use app::ui::erase::Erase as _;
use axum::response::Response;
use backend::compliance::FIRST_YEAR;
use gate::Refusal;
use leptos::prelude::*;

use crate::call::{Act, Call};

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let by = call.caller.pack_reader().await?;
    let years: Vec<_> = (FIRST_YEAR..=call.store().clock.today().year())
        .rev()
        .map(|year| view! { <li><a href=compliance::year(year)>{format!("{year}年")}</a></li> })
        .collect();
    let content = view! {
        <section class="card">
            <p>"每年1月底前，打印上一年的材料，和影响评估、合同、培训记录一起存档，保存3年。"</p>
            <ul class="links">{years}</ul>
        </section>
    };
    Ok(call.page("年度材料", &by.account().view(), Act::NONE, content.erase()))
}
