//! `/requests/calendar`: the days on which the county works otherwise than the weekday says.

use app::addresses::rights::{CALENDAR, REQUESTS};
use app::ui::erase::Erase as _;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::calendar::{OtherDay, other_days, set_day, take_day_back};
use domain::access::Action;
use domain::problem::Problem;
use domain::values::date::{chinese, format as iso};
use gate::{Form, Pairs, Refusal, last_value};
use leptos::prelude::*;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    page(&call, &account, &[], Act::NONE).await
}

/// Does what the pressed button says: `set` a day, or `back:day`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = allowed(&call).await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, &typed, Act::NONE).await;
    }
    match done(&call, &account, &pairs).await {
        Ok(()) => call.done(CALENDAR, "已保存工作日历。已定的答复期限不变。"),
        Err(refusal) => page(&call, &account, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, account: &Account, pairs: &Pairs) -> Result<(), Refusal> {
    let (store, value) = (call.store(), |name| last_value(pairs, name));
    match value(GO).split_once(':') {
        Some(("back", day)) => Ok(take_day_back(store, account, day).await?),
        _ => Ok(set_day(store, account, value("day"), value("works") == "yes", value("name")).await?),
    }
}

async fn allowed(call: &Call) -> Result<Account, Refusal> {
    let account = call.caller.account().await?;
    if account.may(Action::PrivacyHandle) { Ok(account) } else { Err(Problem::NotFound.into()) }
}

async fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let days: Vec<_> = other_days(call.store(), account).await?.iter().map(line).collect();
    let none = days.is_empty().then(|| view! { <p class="empty">"还没有填写。"</p> });
    let works = last_value(typed, "works") == "yes";
    let typed = |name: &str| last_value(typed, name).to_owned();
    let content = view! {
        <form method="post" action=CALENDAR class="card">
            <h2>"放假和调休"</h2>
            <p class="small">"答复期限按工作日计算：周一到周五，下面的日子除外。请按国务院每年的放假通知填写。"</p>
            {none}
            <ul class="links">{days}</ul>
        </form>
        <form method="post" action=CALENDAR class="card" data-typed="">
            <h2>"增加一天"</h2>
            <label class="question" for="day">"日期" <span class="small">"（例如2027-01-01）"</span></label>
            <input class="input" id="day" name="day" maxlength="20" value=typed("day") autocomplete="off" required/>
            <fieldset class="question-set">
                <legend class="question">"这一天"</legend>
                <label class="choice"><input type="radio" name="works" value="no" checked=!works/><span>"放假，不上班"</span></label>
                <label class="choice"><input type="radio" name="works" value="yes" checked=works/><span>"调休，上班"</span></label>
            </fieldset>
            <label class="question" for="name">"是什么日子" <span class="small">"（例如：元旦）"</span></label>
            <input class="input" id="name" name="name" maxlength="20" value=typed("name") autocomplete="off" required/>
            <button class="button button-main" type="submit" name=GO value="set">"保存"</button>
        </form>
        <p><a href=REQUESTS>"回到个人信息请求"</a></p>
    };
    Ok(call.page("工作日历", &account.view(), act, content.erase()))
}

fn line(one: &OtherDay) -> AnyView {
    let words = format!("{}：{}，{}", chinese(one.day), one.name, if one.works { "上班" } else { "放假" });
    view! {
        <li>
            <div class="link-words"><p>{words}</p></div>
            <button class="button button-small" type="submit" name=GO value=format!("back:{}", iso(one.day))>"取消"</button>
        </li>
    }
    .erase()
}
