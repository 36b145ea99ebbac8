//! `/declare/code`: a personal link was opened in another browser than the one in which the family agreed to the notice. What
//! was filled in is shown here once somebody has proved to be a guardian, by a code or by numbers of the record.
//!
//! A document without scripts: it comes before the declaration, and before any download.

use app::addresses::declare::{CODE, HUB, STATUS};
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use backend::Store;
use backend::declare::declarations::LinkHolder;
use backend::declare::guardian::{self, CODE_MINUTES, Hidden};
use domain::problem::Problem;
use gate::page::form;
use gate::{Form, Page, Refusal, last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

use crate::layers::link_holder;
use crate::proof::Proof;
use crate::state::AppState;

const MAIN: (&str, &str) = ("button button-main button-wide", "核对");

/// What was done before the page is shown again.
enum Told {
    Nothing,
    /// A code is on its way for this declaration, or nobody learns that none is.
    Sent(Uuid),
    /// It was refused.
    Refused(Uuid, Refusal),
}

/// Whether something of the family is hidden in this browser. What cannot be asked is asked again by the page itself.
pub(super) async fn is_needed(store: &Store, link_holder: &LinkHolder) -> bool {
    guardian::hidden(store, link_holder).await.is_ok_and(|hidden| !hidden.is_empty())
}

pub(super) async fn show(State(state): State<AppState>, headers: HeaderMap) -> Response {
    page(&state, &headers, &Told::Nothing).await.unwrap_or_else(IntoResponse::into_response)
}

/// What the pressed button says: `send` a code, `enter` it, or compare the `numbers`; and for which declaration.
pub(super) async fn act(State(state): State<AppState>, parts: Parts, Form(pairs): Form) -> Response {
    let answer = answer(&state, &parts, &pairs).await;
    answer.unwrap_or_else(IntoResponse::into_response)
}

async fn answer(state: &AppState, parts: &Parts, pairs: &[(String, String)]) -> Result<Response, Refusal> {
    match tried(state, parts, pairs).await? {
        Tried::Proved => Ok(Redirect::to(HUB).into_response()),
        Tried::Sent(id) => page(state, &parts.headers, &Told::Sent(id)).await,
        Tried::Refused(id, refusal) => page(state, &parts.headers, &Told::Refused(id, refusal)).await,
    }
}

/// What became of the pressed button.
pub(super) enum Tried {
    /// The browser is a guardian's now.
    Proved,
    /// A code is on its way for this declaration, or nobody learns that none is.
    Sent(Uuid),
    /// It was refused.
    Refused(Uuid, Refusal),
}

/// Does what the pressed button of [`forms`] says.
pub(super) async fn tried(state: &AppState, parts: &Parts, pairs: &[(String, String)]) -> Result<Tried, Refusal> {
    let Some(link_holder) = link_holder::read(&parts.headers, state).current() else {
        return Err(Problem::LinkUnknown.into());
    };
    let value = |name| last_value(pairs, name);
    let id = parse_id(value("of"))?;
    let peer = state.peer(&parts.extensions, &parts.headers).map_or_else(|| "unknown".to_owned(), |peer| peer.0);
    let store = &state.store;
    let done = match (value("go"), &state.proof) {
        ("send", Proof::Code(gateway)) => {
            let chosen = value("phone").parse().unwrap_or(usize::MAX);
            guardian::ask(store, &link_holder, id, chosen, (gateway, &peer)).await.map(|()| false)
        }
        ("enter", Proof::Code(_)) => {
            guardian::enter(store, &link_holder, id, value("code"), &peer).await.map(|()| true)
        }
        ("numbers", Proof::Numbers) => {
            let numbers = (value("id_number"), value("phone"));
            guardian::prove(store, &link_holder, id, numbers, &peer).await.map(|()| true)
        }
        _ => return Err(Problem::Forbidden.into()),
    };
    Ok(match done {
        Ok(true) => Tried::Proved,
        Ok(false) => Tried::Sent(id),
        Err(error) => Tried::Refused(id, error.into()),
    })
}

async fn page(state: &AppState, headers: &HeaderMap, told: &Told) -> Result<Response, Refusal> {
    let Some(link_holder) = link_holder::read(headers, state).current() else {
        return Err(Problem::LinkUnknown.into());
    };
    let hidden = guardian::hidden(&state.store, &link_holder).await?;
    let status = match told {
        Told::Refused(_, refusal) if hidden.is_empty() => return Err(refusal.clone()),
        Told::Refused(_, refusal) => refusal.status(),
        _ if hidden.is_empty() => return Ok(Redirect::to(HUB).into_response()),
        _ => StatusCode::OK,
    };
    let page = Page::new(status, "请先核对身份").words([
        "这个链接在别的手机或浏览器里填过。为了孩子的信息安全，在这里要先核对，才能看填过的内容、修改和打印。"
            .to_owned(),
        "核对后30分钟内有效。用原来的手机和浏览器打开，不用核对。".to_owned(),
    ]);
    let page = hidden.iter().fold(page, |page, one| page.form(card(one, &state.proof, told)));
    let submitted = hidden.iter().any(|one| one.submitted.is_some());
    let page = if submitted { page.way(STATUS, "不核对，只看办理情况") } else { page };
    Ok(page.respond(state.look(headers)))
}

fn card(one: &Hidden, proof: &Proof, told: &Told) -> AnyView {
    let title = match &one.submitted {
        Some((number, state)) => format!("登记编号{number}：{}", state.label()),
        None => "没填完的登记".to_owned(),
    };
    let refused = match told {
        Told::Refused(id, refusal) if *id == one.id => {
            Some(view! { <p class="finding" role="alert">{refusal.problem.message()}</p> })
        }
        _ => None,
    };
    let waits = matches!(told, Told::Sent(id) | Told::Refused(id, _) if *id == one.id);
    let how = forms(CODE, (one.id, &one.phones), proof, waits).unwrap_or_else(|| {
        view! { <p>"在这里核对不了。请用原来的手机和浏览器打开，或请工作人员发一个新的链接。"</p> }.into_any()
    });
    view! { <section class="card"><h2>{title}</h2>{refused}{how}</section> }.into_any()
}

/// The forms by which somebody proves to be a guardian of a declaration with these masked numbers, posted to `action`; nothing
/// when this deployment cannot ask.
pub(super) fn forms(
    action: &'static str,
    (id, phones): (Uuid, &[String]),
    proof: &Proof,
    waits: bool,
) -> Option<AnyView> {
    match proof {
        Proof::Code(_) if !phones.is_empty() => Some(by_code(action, id, phones, waits)),
        Proof::Numbers => Some(by_numbers(action, id)),
        _ => None,
    }
}

/// The numbers to choose from; once a code is on its way, the input for it.
fn by_code(action: &'static str, id: Uuid, phones: &[String], waits: bool) -> AnyView {
    let id = id.to_string();
    let choices: Vec<_> = phones
        .iter()
        .enumerate()
        .map(|(at, phone)| {
            view! {
                <label class="choice">
                    <input type="radio" name="phone" value=at.to_string() checked={at == 0}/>
                    {phone.clone()}
                </label>
            }
        })
        .collect();
    let choose =
        view! { <fieldset class="stack-tight"><legend>"验证码发到登记时填的哪个手机？"</legend>{choices}</fieldset> };
    let (class, words) = if waits {
        ("button button-wide", "重新发送")
    } else {
        ("button button-main button-wide", "发送验证码")
    };
    let send = form(action, [("of", &*id), ("go", "send")], Some(choose.into_any()), (class, words));
    let enter = waits.then(|| {
        let label = format!("如果号码能收，验证码已发出，{CODE_MINUTES}分钟内有效。请填短信里的6位数字");
        let input = view! {
            <label class="stack-tight">
                {label}
                <input class="input" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6"/>
            </label>
        };
        form(action, [("of", &*id), ("go", "enter")], Some(input.into_any()), MAIN)
    });
    view! { {enter}{send} }.into_any()
}

fn by_numbers(action: &'static str, id: Uuid) -> AnyView {
    let inputs = view! {
        <label class="stack-tight">
            "孩子的身份证号码，18位"
            <input class="input" name="id_number" autocomplete="off" maxlength="18"/>
        </label>
        <label class="stack-tight">
            "登记时填的父亲或母亲的手机号"
            <input class="input" name="phone" inputmode="tel" autocomplete="off" maxlength="20"/>
        </label>
    };
    let id = id.to_string();
    form(action, [("of", &*id), ("go", "numbers")], Some(inputs.into_any()), MAIN)
}
