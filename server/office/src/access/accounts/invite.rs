//! `/accounts/invite`: somebody new is invited.

use app::addresses::access::{ACCOUNTS, INVITE};
use app::ui::erase::Erase as _;
use axum::response::Response;
use backend::access::administration::{Administrator, NewPerson, invite};
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Refusal, last_value};
use leptos::prelude::*;

use super::{assignment_form, made};
use crate::call::{Act, Call, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let by = inviting(&call).await?;
    Ok(page(&call, &by, &[], Act::NONE))
}

/// Makes the account and its invitation.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = inviting(&call).await?;
    if let Some(typed) = given_back(&pairs) {
        return Ok(page(&call, &by, &typed, Act::NONE));
    }
    call.caller.step_up(Action::AccountCreate).await?;
    match made(&call, &by, &pairs).await {
        Ok(invitation) => Ok(invitation),
        Err(refusal) => Ok(page(&call, &by, &pairs, Act::refused(&again(refusal)?))),
    }
}

async fn inviting(call: &Call) -> Result<Administrator, Refusal> {
    let by = call.caller.administrator().await?;
    if by.may(Action::AccountCreate) { Ok(by) } else { Err(Problem::Forbidden.into()) }
}

async fn made(call: &Call, by: &Administrator, pairs: &[(String, String)]) -> Result<Response, Refusal> {
    let typed = |field: &str| last_value(pairs, field).to_owned();
    let new = NewPerson {
        username: typed("username"),
        display_name: typed("display_name"),
        id_number: typed("id_number"),
        mobile: typed("mobile"),
        proposal: assignment_form::read(pairs)?,
    };
    made::lead_to(call, ACCOUNTS, invite(call.store(), by, new).await?)
}

fn page(call: &Call, by: &Administrator, typed: &[(String, String)], act: Act<'_>) -> Response {
    let value = |field: &str| last_value(typed, field).to_owned();
    let content = view! {
        <form method="post" action=INVITE class="card" data-typed="">
            <div class="filter-grid">
                <label class="sub">"姓名" <input class="input" name="display_name" required maxlength="50" autocomplete="off" value=value("display_name")/></label>
                <label class="sub">"用户名" <input class="input" name="username" required maxlength="50" autocomplete="off" autocapitalize="none" spellcheck="false" value=value("username")/></label>
                <label class="sub">"手机号" <input class="input number" name="mobile" inputmode="tel" required maxlength="20" autocomplete="off" value=value("mobile")/></label>
                <label class="sub">
                    "公民身份号码（只用来核对是不是同一个人，不保存原文）"
                    <input class="input number" name="id_number" maxlength="20" autocomplete="off" value=value("id_number")/>
                </label>
            </div>
            <h2>"任职"</h2>
            {assignment_form::inputs(by, typed, call.store().clock.today())}
            <button class="button button-main" type="submit">"生成邀请"</button>
            <p class="small">"邀请72小时内有效，只能用一次。本人打开后自己设密码，别人不会知道。"</p>
        </form>
        <p><a href=ACCOUNTS>"回到账号列表"</a></p>
    };
    call.page("邀请新人员", &by.account().view(), act, content.erase())
}
