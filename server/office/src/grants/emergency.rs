//! `/emergency`: the record of a child in danger, opened by name and number.

use app::addresses::grants::{self, EMERGENCY, LIST};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::accounts::Account;
use backend::grants::{EmergencyAsked, open_emergency};
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Refusal, last_value};
use leptos::prelude::*;

use crate::call::{Act, Call, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    Ok(page(&call, &account, &[], Act::NONE))
}

pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    if let Some(typed) = given_back(&pairs) {
        return Ok(page(&call, &account, &typed, Act::NONE));
    }
    call.caller.step_up(Action::EmergencyOpen).await?;
    let typed = |name: &str| last_value(&pairs, name).to_owned();
    let asked = EmergencyAsked { name: typed("name"), number: typed("number"), reason: typed("reason") };
    match open_emergency(call.store(), &account, &asked).await {
        Ok(record) => Ok(Redirect::to(&grants::record(&record.to_string())).into_response()),
        Err(error) => Ok(page(&call, &account, &pairs, Act::refused(&again(error.into())?))),
    }
}

async fn allowed(call: &Call) -> Result<Account, Refusal> {
    let account = call.caller.account().await?;
    if account.may(Action::EmergencyOpen) { Ok(account) } else { Err(Problem::NotFound.into()) }
}

fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Response {
    let typed = |name: &str| last_value(typed, name).to_owned();
    let content = view! {
        <form method="post" action=EMERGENCY class="card" data-typed="">
            <p>"仅限孩子正面临危险、需要马上查看其他地区登记的情况（《未成年人保护法》第十一条）。打开后24小时内可以查看，所属区县的审批员会立即收到通知，并在3个工作日内复核。"</p>
            <label class="question" for="name">"孩子的姓名"</label>
            <input class="input" id="name" name="name" value=typed("name") maxlength="60" autocomplete="off" required/>
            <label class="question" for="number">"公民身份号码，或登记编号"</label>
            <input class="input" id="number" name="number" value=typed("number") maxlength="60" autocomplete="off" required/>
            <label class="question" for="reason">"孩子有什么危险，要做什么" <span class="small">"（至少20个字）"</span></label>
            <textarea class="input" id="reason" name="reason" rows="4" maxlength="500" required>{textarea::words(&typed("reason"))}</textarea>
            <p class="small">"姓名和号码都与登记一致时才会打开。一个人24小时内最多打开5条。查看的人、时间和原因都会记入审计日志。"</p>
            <button class="button button-main button-wide" type="submit">"打开登记"</button>
        </form>
        <p><a href=LIST>"回到查阅"</a></p>
    };
    call.page("紧急查阅", &account.view(), act, content.erase())
}
