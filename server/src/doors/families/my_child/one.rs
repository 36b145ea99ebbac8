//! `/my-child/{id}`: one child's record, with everything that its guardian can do.

use app::addresses::declare::CORRECT;
use app::addresses::rights::{self, MY_CHILDREN};
use app::review::record::answers::title;
use app::ui::textarea;
use app::ui::time;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use backend::consent::{Basis, Given, NoticeKind};
use backend::rights::{Asked, Choice, MyChild, RequestKind, Word, ask, choose, my_child};
use domain::form::Part;
use domain::problem::Problem;
use domain::register::State as ReviewState;
use domain::values::date::chinese;
use domain::view::notice::NoticeView;
use gate::page::form;
use gate::{Flash, Form, Page, Refusal, last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

use super::{family, refused};
use crate::state::AppState;

/// The one message between an act that was done and the page that shows it.
const DONE: Flash = Flash { cookie: "tongce_my_child", path: MY_CHILDREN, shown: ::time::Duration::minutes(10) };

const SMALL: &str = "button button-wide";

pub(super) async fn show(State(state): State<AppState>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let page = page(&state, &headers, &id, None).await;
    page.unwrap_or_else(|refusal| refused(&state, &headers, &refusal))
}

/// Does what the pressed button says: `ask`, or `give:kind`, `refuse:kind`, `withdraw:kind` to a notice.
pub(super) async fn act(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Form(pairs): Form,
) -> Response {
    let answer = match done(&state, &headers, &id, &pairs).await {
        Ok(message) => answered(&state, &headers, &id, &message),
        Err(refusal) if refusal.problem.field().is_some() => {
            page(&state, &headers, &id, Some((&refusal, &pairs))).await
        }
        Err(refusal) => Err(refusal),
    };
    answer.unwrap_or_else(|refusal| refused(&state, &headers, &refusal))
}

async fn done(state: &AppState, headers: &HeaderMap, id: &str, pairs: &[(String, String)]) -> Result<String, Refusal> {
    let (store, link_holder, id) = (&state.store, family(headers, state)?, parse_id(id)?);
    let value = |name| last_value(pairs, name);
    let Some((word, kind)) = value("go").split_once(':') else {
        let due = ask(store, &link_holder, id, (value("kind"), value("words"))).await?;
        return Ok(format!("已收到您的请求，会在{}前答复，请到时在这里查看。", chinese(due)));
    };
    let word = Word::from_code(word).ok_or(Problem::NotFound)?;
    let kind = NoticeKind::from_code(kind).ok_or(Problem::NotFound)?;
    let erased = choose(store, &link_holder, id, (kind, value("version")), word).await?;
    Ok(match (word, erased) {
        (Word::Give, _) => "已记下您的同意。随时可以撤回。".to_owned(),
        (_, 0) => "已记下。登记的内容依法保留。".to_owned(),
        (_, erased) => format!("已记下，并删除了{erased}张证件照片。登记的内容依法保留。"),
    })
}

fn answered(state: &AppState, headers: &HeaderMap, id: &str, message: &str) -> Result<Response, Refusal> {
    let flash = DONE.put(headers, &state.cookie_keys, state.store.clock.millis(), &message)?;
    Ok((flash, Redirect::to(&rights::my_child(id))).into_response())
}

async fn page(
    state: &AppState,
    headers: &HeaderMap,
    id: &str,
    not_done: Option<(&Refusal, &[(String, String)])>,
) -> Result<Response, Refusal> {
    let id: Uuid = parse_id(id)?;
    let child = my_child(&state.store, &family(headers, state)?, id).await?;
    let told: Option<String> = DONE.get(headers, &state.cookie_keys, state.store.clock.millis());
    let taken = told.is_some().then(|| DONE.take(headers, &state.cookie_keys));
    let status = not_done.map_or(StatusCode::OK, |(refusal, _)| refusal.status());
    let told = told.map(|words| view! { <p class="notice notice-done" role="status">{words}</p> });
    let page = Page::new(status, "我的孩子").part(told).part(head(&child));
    let page = child.parts.iter().fold(page, |page, (part, rows)| page.part(answers(*part, rows)));
    let choices: Vec<_> = child.choices.iter().map(|choice| said(id, choice)).collect();
    let page = page.form(view! { <section class="card"><h2>"同意和撤回"</h2>{choices}</section> });
    let asked: Vec<_> = child.requests.iter().map(request).collect();
    let asked = (!asked.is_empty()).then(|| view! { <section class="card"><h2>"提出过的请求"</h2>{asked}</section> });
    let page = page.part(asked).form(asking(id, not_done)).way(MY_CHILDREN, "回到我的孩子");
    Ok((taken, page.respond(state.look(headers))).into_response())
}

fn head(child: &MyChild) -> AnyView {
    let id = child.record.to_string();
    let correct = (child.state == ReviewState::Returned)
        .then(|| form(CORRECT, [("record", &*id)], None, ("button button-main button-wide", "修改登记")));
    let pictures = match child.pictures {
        0 => "没有留存证件照片。".to_owned(),
        count => format!("留存证件照片{count}张。"),
    };
    view! {
        <section class="card">
            <h2>{child.child_name.clone()} " · " {child.form.label()}</h2>
            <p>{format!("登记编号{}，{}。认定结果：{}。{pictures}", child.receipt_no, child.state.label(), child.verdict)}</p>
            {correct}
            <p><a class=SMALL href=rights::looks(&id)>"谁看过"</a></p>
            <p><a class=SMALL href=rights::copy(&id)>"打印一份副本"</a></p>
            <p><a class=SMALL href=rights::copy_json(&id) download="">"下载副本（JSON，供电脑程序读取）"</a></p>
        </section>
    }
    .into_any()
}

/// The answers of one part of the form.
pub(super) fn answers(part: Part, rows: &[(String, String)]) -> AnyView {
    let rows: Vec<_> = rows
        .iter()
        .map(|(label, words)| view! { <div><dt>{label.clone()}</dt><dd>{words.clone()}</dd></div> })
        .collect();
    view! { <section class="card"><h2>{title(part)}</h2><dl class="facts">{rows}</dl></section> }.into_any()
}

/// A notice, what was said to it, and what can be said.
fn said(id: Uuid, choice: &Choice) -> AnyView {
    let Choice { kind, notice, said } = choice;
    let to = rights::my_child(&id.to_string());
    let button = |word: &str, words: &'static str| {
        let go = format!("{word}:{}", kind.code());
        form(to.clone(), [("version", &*notice.version), ("go", &*go)], None, (SMALL, words))
    };
    let given = said.as_ref().map(|(given, _)| *given);
    let now = match (kind.basis(), given) {
        (Basis::Statutory, Some(Given::Withdrawn)) => {
            "您已撤回同意。登记依法保留，不影响孩子上学、看病；要删除的，可以在下面提出请求。"
        }
        (Basis::Statutory, _) => "登记是依法履行职责。可以撤回同意，登记的内容仍要依法保留；撤回前已经做的处理有效。",
        (Basis::Consent, Some(Given::Given)) => "您同意了。随时可以撤回，撤回后留存的照片马上删除。",
        (Basis::Consent, Some(Given::Refused | Given::Withdrawn)) => {
            "您没有同意，这一项不收集、不保存。登记不受影响，工作人员看原件核对。"
        }
        (Basis::Consent, _) => "入户时当面征得您同意后才会留存。您也可以在这里决定；不同意的，登记不受影响。",
    };
    let gives =
        matches!(given, Some(Given::Given)) || (kind.basis() == Basis::Statutory && given != Some(Given::Withdrawn));
    let buttons = match (gives, given) {
        (true, _) => view! { {button("withdraw", "撤回同意")} }.into_any(),
        (false, None) => view! { {button("give", "同意")} {button("refuse", "不同意")} }.into_any(),
        (false, Some(_)) => view! { {button("give", "同意")} }.into_any(),
    };
    view! {
        <div class="stack-tight">
            <h3>{kind.label()}</h3>
            <p>{now}</p>
            <details><summary>{format!("看内容（版本{}）", notice.version)}</summary>{text(notice)}</details>
            {buttons}
        </div>
    }
    .into_any()
}

fn text(notice: &NoticeView) -> AnyView {
    let passages = notice.passages.iter().map(|passage| {
        let lines = passage.asked_by("登记单位").map(|line| view! { <p>{line}</p> }).collect_view();
        view! { <h4>{passage.title.clone()}</h4>{lines} }
    });
    view! { <div class="notice-text">{passages.collect_view()}<p>{notice.sensitive.clone()}</p></div> }.into_any()
}

fn request(one: &Asked) -> AnyView {
    let due = one.state.waits().then(|| format!("，{}前答复", chinese(one.due_on)));
    let answer = (!one.state.waits()).then(|| view! { <p class="finding">"答复：" {one.words.answer.clone()}</p> });
    view! {
        <div class="stack-tight">
            <p><strong>{one.kind.label()}</strong> {format!("（{}提出，{}", time::day(one.asked_at), one.state.label())} {due} "）"</p>
            <p class="lines">{one.words.asked.clone()}</p>
            {answer}
        </div>
    }
    .into_any()
}

/// The form that asks, with what was typed when it was refused.
fn asking(id: Uuid, not_done: Option<(&Refusal, &[(String, String)])>) -> AnyView {
    let typed = |name: &str| not_done.map_or("", |(_, pairs)| last_value(pairs, name)).to_owned();
    let chosen = typed("kind");
    let kinds: Vec<_> = RequestKind::ASKED
        .iter()
        .map(|kind| {
            let words = match kind {
                RequestKind::Correct => "更正、补充：哪里写错了、漏了",
                RequestKind::Erase => "删除：不再需要登记",
                RequestKind::Restrict => "限制处理：不要再用于某件事",
                RequestKind::Explain => "解释说明：为什么是这个结果",
                _ => "投诉：对处理个人信息的做法不满意",
            };
            view! {
                <label class="choice">
                    <input type="radio" name="kind" value=kind.code() checked={chosen == kind.code()}/>
                    <span>{words}</span>
                </label>
            }
        })
        .collect();
    let refused = not_done.map(|(refusal, _)| {
        view! { <p class="finding finding-error" role="alert">{refusal.problem.message()}</p> }
    });
    let inputs = view! {
        <fieldset class="stack-tight"><legend class="question">"您要提出什么请求？"</legend>{kinds}</fieldset>
        <label class="question" for="words">"具体情况"</label>
        <textarea class="input" id="words" name="words" rows="4" maxlength="1000">{textarea::words(&typed("words"))}</textarea>
        <p class="small">"15个工作日内答复。依法要保留的内容不能删除，会向您说明。"</p>
    };
    let ask = form(
        rights::my_child(&id.to_string()),
        [("go", "ask")],
        Some(inputs.into_any()),
        ("button button-main button-wide", "提出请求"),
    );
    view! { <section class="card"><h2>"提出请求"</h2>{refused}{ask}</section> }.into_any()
}
