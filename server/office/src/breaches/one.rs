//! `/breaches/{county}/{id}`: a breach, its clocks, and what was done about it.

use app::addresses::breaches::{self, LIST};
use app::paper::print_button;
use app::ui::erase::Erase as _;
use app::ui::textarea;
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::access::accounts::BreachKeeper;
use backend::breaches::{Breach, Note, Step, note, one};
use domain::problem::Problem;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

use super::list::clock;
use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

type Which = (String, String);

pub(super) async fn show(call: Call, Path((county, id)): Path<Which>) -> Result<Response, Refusal> {
    let by = call.caller.breach_keeper().await?;
    page(&call, &by, (&county, parse_id(&id)?), &[], Act::NONE).await
}

/// Notes a step: the button is its code.
pub(super) async fn act(call: Call, Path((county, id)): Path<Which>, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = call.caller.breach_keeper().await?;
    let which = (county.as_str(), parse_id(&id)?);
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &by, which, &typed, Act::NONE).await;
    }
    let step = Step::from_code(last_value(&pairs, GO)).ok_or(Problem::NotFound)?;
    match note(call.store(), &by, which.0, which.1, step, last_value(&pairs, "words")).await {
        Ok(()) => call.done(&breaches::one(&county, &id), &format!("已记下：{}。", step.label())),
        Err(error) => page(&call, &by, which, &pairs, Act::refused(&again(error.into())?)).await,
    }
}

async fn page(
    call: &Call,
    by: &BreachKeeper,
    (county, id): (&str, Uuid),
    typed: &[(String, String)],
    act: Act<'_>,
) -> Result<Response, Refusal> {
    let breach = one(call.store(), by, county, id).await?;
    let notes: Vec<_> = breach.story.notes.iter().map(noted).collect();
    let open = breach.row.closed_at.is_none();
    let content = view! {
        {print_button("打印")}
        {facts(&breach)}
        <section class="card">
            <h2>"处置经过"</h2>
            {if notes.is_empty() { view! { <p class="empty">"还没有记录。"</p> }.erase() } else { view! { <ul class="links">{notes}</ul> }.erase() }}
        </section>
        {open.then(|| form(&breaches::one(county, &id.to_string()), typed))}
        <p class="no-print"><a href=LIST>"回到安全事件"</a></p>
    };
    Ok(call.page("安全事件登记", &by.account().view(), act, content.erase()))
}

fn facts(breach: &Breach) -> AnyView {
    let row = &breach.row;
    let groups = if breach.groups.is_empty() { "待查".to_owned() } else { breach.groups.join("、") };
    view! {
        <section class="card">
            <h2>{row.number.clone()}</h2>
            <p>{clock("报告", breach.reported)} " " {clock("告知家庭", breach.told)}</p>
            <dl class="facts">
                <div><dt>"类型"</dt><dd>{breach.kind.label()}</dd></div>
                <div><dt>"发现"</dt><dd>{time::moment(row.found_at)}</dd></div>
                <div><dt>"登记"</dt><dd>{row.recorder.clone()} " " {time::moment(row.recorded_at)}</dd></div>
                <div><dt>"涉及儿童"</dt><dd>{format!("{}人", row.children)}</dd></div>
                <div><dt>"涉及内容"</dt><dd>{groups}</dd></div>
                <div><dt>"情况"</dt><dd>{breach.story.what.clone()}</dd></div>
            </dl>
        </section>
    }
    .erase()
}

fn noted(note: &Note) -> AnyView {
    let step = Step::from_code(&note.step).map_or("", |step| step.label());
    view! {
        <li>
            <div class="link-words">
                <p><strong>{step}</strong> " " <span class="small">{note.by.clone()} " " {time::moment(note.at)}</span></p>
                <p class="said">{note.words.clone()}</p>
            </div>
        </li>
    }
    .erase()
}

fn form(to: &str, typed: &[(String, String)]) -> AnyView {
    let words = last_value(typed, "words").to_owned();
    let buttons: Vec<_> = Step::ALL
        .iter()
        .map(|step| view! { <button class="button" type="submit" name=GO value=step.code()>{step.label()}</button> })
        .collect();
    view! {
        <form method="post" action=to.to_owned() class="card no-print" data-typed="">
            <h2>"补记"</h2>
            <label class="question" for="words">"做了什么、告诉了谁、对方怎么说"</label>
            <textarea class="input" id="words" name="words" rows="3" maxlength="2000">{textarea::words(&words)}</textarea>
            <div class="button-row">{buttons}</div>
        </form>
    }
    .erase()
}
