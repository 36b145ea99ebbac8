//! `/batches`: what waits for each department, the form that makes a batch of it, and the batches.

use app::addresses::comparison::{self as addresses, BATCHES};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use app::ui::time;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::comparison::{self, Asked, BatchLine, PURPOSE};
use domain::access::Action;
use domain::form::{Department, FormKind};
use domain::problem::Problem;
use domain::values::date::chinese;
use gate::{Form, Refusal, last_value};
use leptos::prelude::*;

use crate::call::{Act, Call, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, &[], Act::NONE).await
}

/// Makes a batch.
pub(super) async fn act(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, &typed, Act::NONE).await;
    }
    let value = |name: &str| last_value(&pairs, name);
    let Some(department) = Department::from_exchange_code(value("department")) else {
        let message = "请选择要比对的部门。".to_owned();
        let refusal: Refusal = Problem::Invalid { field: "department".into(), message }.into();
        return page(&call, &account, &pairs, Act::refused(&refusal)).await;
    };
    let asked = Asked {
        department,
        form: FormKind::from_name(value("form")),
        township: None,
        purpose: value("purpose").to_owned(),
    };
    match comparison::make(call.store(), &account, &asked).await {
        Ok(numbers) => call.done(BATCHES, &format!("已编制{}，由另一人批准后发出。", numbers.join("、"))),
        Err(error) => page(&call, &account, &pairs, Act::refused(&again(error.into())?)).await,
    }
}

async fn page(call: &Call, account: &Account, typed: &[(String, String)], act: Act<'_>) -> Result<Response, Refusal> {
    let batches = comparison::list(call.store(), account).await?;
    let due = comparison::due(call.store(), account).await?;
    let lines: Vec<_> = batches.iter().map(line).collect();
    let making = account.may(Action::BatchMake).then(|| making(&due, typed));
    let content = view! {
        {making}
        <section class="card">
            <h2>"批次"</h2>
            {if lines.is_empty() { view! { <p class="empty">"还没有批次。"</p> }.erase() } else { view! { <ul class="links">{lines}</ul> }.erase() }}
        </section>
    };
    Ok(call.page("部门比对", &account.view(), act, content.erase()))
}

fn making(due: &[comparison::Department], typed: &[(String, String)]) -> AnyView {
    let chosen = last_value(typed, "department");
    let departments: Vec<_> = due
        .iter()
        .map(|one| {
            let code = one.department.exchange_code().unwrap_or_default();
            let words = format!("{}（待比对{}项）", one.department.label(), one.due);
            view! { <option value=code selected=code == chosen disabled=one.due == 0>{words}</option> }
        })
        .collect();
    let form = last_value(typed, "form");
    let kinds: Vec<_> = [FormKind::Migrant, FormKind::LeftBehind]
        .into_iter()
        .map(|kind| view! { <option value=kind.name() selected=kind.name() == form>{kind.label()}</option> })
        .collect();
    let purpose = Some(last_value(typed, "purpose")).filter(|typed| !typed.is_empty()).unwrap_or(PURPOSE).to_owned();
    view! {
        <form method="post" action=BATCHES class="card" data-typed="">
            <h2>"编制批次"</h2>
            <p class="small">"把已接收、还没有比对的登记编成批次，由另一人批准后发给部门。部门只看到比对需要的内容。"</p>
            <label class="question" for="department">"部门"</label>
            <select class="input" id="department" name="department"><option value="">"请选择"</option>{departments}</select>
            <label class="question" for="form">"登记表"</label>
            <select class="input" id="form" name="form"><option value="">"全部"</option>{kinds}</select>
            <label class="question" for="purpose">"依据和用途"</label>
            <textarea class="input" id="purpose" name="purpose" rows="2" maxlength="200">{textarea::words(&purpose)}</textarea>
            <button class="button button-main" type="submit">"编制批次"</button>
        </form>
    }
    .erase()
}

fn line(one: &BatchLine) -> AnyView {
    let row = &one.row;
    let due = comparison::due_on(row).map(|day| format!("，{}前反馈", chinese(day)));
    let late = one.overdue.then(|| view! { <span class="tag tag-attention">"已逾期"</span> });
    view! {
        <li>
            <div class="link-words">
                <p><a href=addresses::batch(&row.id.to_string())>{row.number.clone()}</a> " " <span class="tag">{one.state.label()}</span> " " {late}</p>
                <p>{format!("{} · {}条，已反馈{}条", one.department.label(), row.rows, row.answered)} {due}</p>
                <p class="small">{row.maker.clone()} " " {time::moment(row.made_at)}</p>
            </div>
        </li>
    }
    .erase()
}
