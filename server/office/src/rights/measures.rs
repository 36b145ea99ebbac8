//! `/requests/measures`: adults who are not let in as guardians of a child.

use app::addresses::rights::{MEASURES, REQUESTS};
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::rights::{Adult, HeldMeasure, Measure, held_measures, lift_measure, record_measure};
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, &[], Act::NONE).await
}

/// Does what the pressed button says: `record` a measure, or `lift:id`.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, &typed, Act::NONE).await;
    }
    match done(&call, &account, &pairs).await {
        Ok(message) => call.done(MEASURES, message),
        Err(refusal) => page(&call, &account, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, account: &Account, pairs: &Pairs) -> Result<&'static str, Refusal> {
    let (store, value) = (call.store(), |name| last_value(pairs, name));
    match value(GO).split_once(':') {
        Some(("lift", id)) => {
            lift_measure(store, account, parse_id(id)?).await?;
            Ok("已解除。")
        }
        _ => {
            record_measure(store, account, value("receipt"), (value("adult"), value("reason"))).await?;
            Ok("已登记。这位大人的手机号不能再用来核对监护人身份。")
        }
    }
}

async fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let held: Vec<_> = held_measures(call.store(), account).await?.iter().map(line).collect();
    let none = held.is_empty().then(|| view! { <p class="empty">"现在没有。"</p> });
    let chosen = |name: &str, code: &str| last_value(typed, name) == code;
    let adults = Adult::ALL.iter().map(|one| choice("adult", one.code(), one.label(), chosen("adult", one.code())));
    let reasons =
        Measure::ALL.iter().map(|one| choice("reason", one.code(), one.label(), chosen("reason", one.code())));
    let content = view! {
        <form method="post" action=MEASURES class="card">
            <h2>"现在有效的保护措施"</h2>
            {none}
            <ul class="links">{held}</ul>
        </form>
        <form method="post" action=MEASURES class="card" data-typed="">
            <h2>"登记保护措施"</h2>
            <p class="small">"登记以后，这位大人要求核验监护人身份时，页面的答复和号码不对时一样，系统会给您一条人工核验的待办。"</p>
            <label class="question" for="receipt">"登记编号"</label>
            <input class="input" id="receipt" name="receipt" maxlength="40" value=last_value(typed, "receipt").to_owned() autocomplete="off" required/>
            <fieldset class="question-set"><legend class="question">"哪一位大人"</legend>{adults.collect_view()}</fieldset>
            <fieldset class="question-set"><legend class="question">"原因"</legend>{reasons.collect_view()}</fieldset>
            <button class="button button-main" type="submit" name=GO value="record">"登记"</button>
        </form>
        <p><a href=REQUESTS>"回到个人信息请求"</a></p>
    };
    Ok(call.page("保护措施", &account.view(), act, content.erase()))
}

fn choice(name: &'static str, code: &'static str, label: &'static str, chosen: bool) -> AnyView {
    view! {
        <label class="choice"><input type="radio" name=name value=code checked=chosen/><span>{label}</span></label>
    }
    .erase()
}

fn line(one: &HeldMeasure) -> AnyView {
    let words = format!("登记编号{}：{}，{}", one.receipt_no, one.adult.label(), one.reason.label());
    view! {
        <li>
            <div class="link-words"><p>{words} " " <span class="small">{time::moment(one.made_at)}</span></p></div>
            <button class="button button-small" type="submit" name=GO value=format!("lift:{}", one.id) data-ask="解除以后，这位大人可以再核验监护人身份。确定吗？">"解除"</button>
        </li>
    }
    .erase()
}
