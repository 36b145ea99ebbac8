//! `/discrepancies/{record}/{id}`: what was declared beside what the department has, what was done, and what this person does
//! with it.

use app::addresses::comparison::{self as addresses, DISCREPANCIES};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::comparison::discrepancy::{self, DiscrepancyLine, Finding, Move};
use domain::comparison::discrepancy::{DiscrepancyAction, Evidence, Finding as Found, KeptBecause};
use domain::form::inputs;
use domain::form::{Answers, Field, FieldKind, Value};
use domain::forms::form;
use domain::problem::Problem;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

/// Before the key of a field: name of the input with its new value.
const VALUE: &str = "value.";

/// Ids of the record and of the discrepancy.
type Which = (Uuid, Uuid);

pub(super) async fn show(call: Call, Path((record, id)): Path<(String, String)>) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, (parse_id(&record)?, parse_id(&id)?), &[], Act::NONE).await
}

pub(super) async fn act(
    call: Call,
    Path((record, id)): Path<(String, String)>,
    Form(pairs): Form,
) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    let which = (parse_id(&record)?, parse_id(&id)?);
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, which, &typed, Act::NONE).await;
    }
    let one = discrepancy::one(call.store(), &account, which.0, which.1).await?;
    let wanted = read(&one, &pairs)?;
    let action = wanted.action;
    match discrepancy::act(call.store(), &account, which.0, which.1, wanted).await {
        Ok(()) => call.done(DISCREPANCIES, &format!("已办理：{}。", action.label())),
        Err(error) => page(&call, &account, which, &pairs, Act::refused(&again(error.into())?)).await,
    }
}

/// What the pressed button asks for.
fn read(one: &DiscrepancyLine, pairs: &Pairs) -> Result<Move, Refusal> {
    let value = |name: &str| last_value(pairs, name);
    let action = DiscrepancyAction::from_code(value(GO)).ok_or(Problem::NotFound)?;
    let finding = match (action, Found::from_code(value("found"))) {
        (DiscrepancyAction::Answer, Some(found)) => Some(Finding {
            found,
            values: if found == Found::Correct { values(one, pairs) } else { Answers::default() },
            evidence: Evidence::from_code(value("evidence")),
            kept: KeptBecause::from_code(value("kept")),
        }),
        _ => None,
    };
    let version = value("version").parse().map_err(|_| Problem::NotFound)?;
    Ok(Move { action, version, text: value("text").to_owned(), finding })
}

/// The new values that were typed, of the fields that are not as declared.
fn values(one: &DiscrepancyLine, pairs: &Pairs) -> Answers {
    let typed: Vec<(String, String)> =
        pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix(VALUE)?.to_owned(), value.clone()))).collect();
    let mut values = Answers::default();
    for (key, value) in inputs::read(&fields(one), &typed) {
        if let Some(value) = value.filter(|value| one.declared.value(key) != Some(value)) {
            values.set(key, value);
        }
    }
    values
}

/// The fields that can be corrected here. An address is chosen in the declaration itself.
fn fields(one: &DiscrepancyLine) -> Vec<&'static Field> {
    let all = one.fields.iter().filter_map(|key| form(one.form).field(key));
    all.filter(|field| !matches!(field.kind, FieldKind::Address | FieldKind::PersonId)).collect()
}

async fn page(
    call: &Call,
    account: &Account,
    (record, id): Which,
    typed: &[(String, String)],
    act: Act<'_>,
) -> Result<Response, Refusal> {
    let one = discrepancy::one(call.store(), account, record, id).await?;
    let content = view! {
        {compared(&one)}
        {history(&one)}
        {acts(&one, typed)}
        <p><a href=DISCREPANCIES>"回到差异列表"</a></p>
    };
    Ok(call.page("差异", &account.view(), act, content.erase()))
}

fn compared(one: &DiscrepancyLine) -> AnyView {
    let rows: Vec<_> = one
        .differences
        .iter()
        .map(|(label, declared, department)| {
            view! {
                <tr>
                    <td data-label="项目">{label.clone()}</td>
                    <td data-label="登记">{declared.clone()}</td>
                    <td data-label="部门记录">{department.clone()}</td>
                </tr>
            }
        })
        .collect();
    let notes: Vec<_> = one.notes.iter().map(|note| view! { <li>{*note}</li> }).collect();
    let red = one.red.then(|| view! { <span class="tag tag-danger">"重要"</span> });
    let table = if rows.is_empty() {
        view! { <p>"部门没有查到这个孩子的记录，或者无法判定。"</p> }.erase()
    } else {
        view! {
            <table class="events">
                <thead><tr><th scope="col">"项目"</th><th scope="col">"登记"</th><th scope="col">"部门记录"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .erase()
    };
    view! {
        <section class="card">
            <h2>{one.child_name.clone()} "：" {one.item.label()} " " <span class="tag">{one.state.label()}</span> " " {red}</h2>
            {table}
            {(!notes.is_empty()).then(|| view! { <ul>{notes}</ul> })}
            {(!one.note.is_empty()).then(|| view! { <p class="said">"部门备注：" {one.note.clone()}</p> })}
        </section>
    }
    .erase()
}

fn history(one: &DiscrepancyLine) -> Option<AnyView> {
    if one.lines.is_empty() {
        return None;
    }
    let label = |key: &str| form(one.form).field(key).map(Field::official_label).unwrap_or_default();
    let lines: Vec<_> = one
        .lines
        .iter()
        .map(|line| {
            let found = line.finding.as_ref().map(|finding| {
                let values: Vec<String> = finding
                    .values
                    .iter()
                    .map(|(key, value)| {
                        let field = form(one.form).field(key);
                        format!("{}改为{}", label(key), field.map(|field| domain::form::summary::display(field, Some(value))).unwrap_or_default())
                    })
                    .collect();
                let why = finding.evidence.map(Evidence::label).or(finding.kept.map(KeptBecause::label)).unwrap_or_default();
                [finding.found.label().to_owned(), values.join("，"), why.to_owned()]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join("；")
            });
            view! {
                <li>
                    <p>{line.action.label()} " · " {line.by.clone()} " · " <span class="small">{time::moment(line.at)}</span></p>
                    {found.map(|words| view! { <p>{words}</p> })}
                    {(!line.text.is_empty()).then(|| view! { <p class="said">{line.text.clone()}</p> })}
                </li>
            }
        })
        .collect();
    Some(view! { <section class="card"><h2>"办理记录"</h2><ol class="stack-tight">{lines}</ol></section> }.erase())
}

fn acts(one: &DiscrepancyLine, typed: &[(String, String)]) -> AnyView {
    if one.actions.is_empty() {
        return view! { <p class="empty">"现在不由您办理。"</p> }.erase();
    }
    let answers = one.actions.contains(&DiscrepancyAction::Answer);
    let held = last_value(typed, "text").to_owned();
    let buttons: Vec<_> = one
        .actions
        .iter()
        .map(|action| {
            let main = matches!(
                action,
                DiscrepancyAction::Answer
                    | DiscrepancyAction::Agree
                    | DiscrepancyAction::Settle
                    | DiscrepancyAction::SendToVillage
                    | DiscrepancyAction::DepartmentCorrects
            );
            let class = if main { "button button-main" } else { "button" };
            view! { <button class=class type="submit" name=GO value=action.code()>{action.label()}</button> }
        })
        .collect();
    view! {
        <form method="post" action=addresses::discrepancy(&one.record.to_string(), &one.id.to_string()) class="card" data-typed="">
            <h2>"办理"</h2>
            <input type="hidden" name="version" value=one.version.to_string()/>
            {answers.then(|| finding(one, typed))}
            <label class="question" for="text">"说明" <span class="small">"（部门复核时，部门会看到）"</span></label>
            <textarea class="input" id="text" name="text" rows="2" maxlength="300">{textarea::words(&held)}</textarea>
            <div class="button-row">{buttons}</div>
        </form>
    }
    .erase()
}

/// What a village found.
fn finding(one: &DiscrepancyLine, typed: &[(String, String)]) -> AnyView {
    let found: Vec<_> = Found::ALL
        .iter()
        .map(|found| {
            let chosen = last_value(typed, "found") == found.code();
            view! { <label class="choice"><input type="radio" name="found" value=found.code() checked=chosen/><span>{found.label()}</span></label> }
        })
        .collect();
    let values: Vec<_> =
        fields(one).into_iter().map(|field| value(field, one.declared.value(field.key), typed)).collect();
    let select = |name: &'static str, words: &'static str, options: Vec<(&'static str, &'static str)>| {
        let chosen = last_value(typed, name);
        let options: Vec<_> = options
            .into_iter()
            .map(|(code, label)| view! { <option value=code selected=code == chosen>{label}</option> })
            .collect();
        view! {
            <label class="question" for=name>{words}</label>
            <select class="input" id=name name=name><option value="">"请选择"</option>{options}</select>
        }
    };
    let evidence = Evidence::ALL.iter().map(|one| (one.code(), one.label())).collect();
    let kept = KeptBecause::ALL.iter().map(|one| (one.code(), one.label())).collect();
    view! {
        <fieldset class="question-set">
            <legend class="question">"核实的结果"</legend>
            <div class="choices">{found}</div>
        </fieldset>
        <fieldset class="question-set">
            <legend class="question">"改成" <span class="small">"（选“改成新的内容”时填）"</span></legend>
            <div class="stack-tight">{values}</div>
        </fieldset>
        {select("evidence", "依据（改成新的内容时选）", evidence)}
        {select("kept", "保留原内容的原因", kept)}
    }
    .erase()
}

/// The input of a field, with what was typed, else what was declared.
fn value(field: &'static Field, declared: Option<&Value>, typed: &[(String, String)]) -> AnyView {
    let name = format!("{VALUE}{}", field.key);
    let before = declared.map(|value| inputs::write(field, value)).unwrap_or_default();
    let typed_here: Vec<(String, String)> = typed
        .iter()
        .filter_map(|(given, value)| Some((given.strip_prefix(VALUE)?.to_owned(), value.clone())))
        .collect();
    let held = if typed_here.is_empty() { before } else { typed_here };
    let held_value = |key: &str| last_value(&held, key).to_owned();
    let label = field.official_label();
    let choices: Option<Vec<(String, String)>> = match field.kind {
        FieldKind::Bool { yes, no } => Some(vec![("true".into(), yes.into()), ("false".into(), no.into())]),
        FieldKind::Single { options } => {
            Some(options.iter().map(|choice| (choice.code.to_owned(), choice.label.to_owned())).collect())
        }
        _ => None,
    };
    if let FieldKind::Multi { options, .. } = field.kind {
        let boxes: Vec<_> = options
            .iter()
            .map(|choice| {
                let checked = held.iter().any(|(key, value)| key == field.key && value == choice.code);
                view! { <label class="choice"><input type="checkbox" name=name.clone() value=choice.code checked=checked/><span>{choice.label}</span></label> }
            })
            .collect();
        return view! { <fieldset class="field-plain"><legend>{label}</legend><div class="choices">{boxes}</div></fieldset> }.erase();
    }
    let id = format!("i-{}", field.key);
    let input = match choices {
        Some(options) => {
            let chosen = held_value(field.key);
            let options: Vec<_> = options
                .into_iter()
                .map(|(code, label)| {
                    let selected = code == chosen;
                    view! { <option value=code selected=selected>{label}</option> }
                })
                .collect();
            view! { <select class="input" id=id.clone() name=name><option value=""></option>{options}</select> }.erase()
        }
        None => {
            // A date may be posted as one value.
            let date = [".year", ".month", ".day"].map(|part| held_value(&format!("{}{part}", field.key)));
            let shown = if date.iter().all(|part| !part.is_empty()) { date.join("-") } else { held_value(field.key) };
            view! { <input class="input" id=id.clone() name=name value=shown autocomplete="off"/> }.erase()
        }
    };
    view! { <div><label for=id>{label}</label>{input}</div> }.erase()
}
