//! What can be done with the record: exactly the actions that the review table offers.

use domain::eligibility::Class;
use domain::problem::Problem;
use domain::register::State;
use domain::review::Action;
use domain::view::review::RecordView;
use leptos::prelude::*;

use super::typed_before;
use crate::addresses::access::SIGN_IN;
use crate::places::functions::PlaceStep;
use crate::review::functions::command::{CLASS, GO, REASON};
use crate::review::state::ReviewState;
use crate::review::unsure::unsure;
use crate::review::{frame, township};
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::office::office_link;
use crate::ui::once::Once;
use crate::ui::textarea;
use crate::ui::time;
use crate::wire::Failure;

/// Of a record whose claim another window of the same person has ended.
const RELEASED: &str = "您在另一个窗口办理了本条，或把它放回了列表；这里显示的可能不是最新的，办理前请重新打开。";

/// The card with the words, and the bar with the buttons.
pub(crate) fn actions(
    state: ReviewState,
    record: &RecordView,
    places: Vec<PlaceStep>,
    typed: &[(String, String)],
    failed: RwSignal<Option<Failure>>,
    once: &Once,
) -> AnyView {
    if record.actions.is_empty() {
        return closed(record);
    }
    let offers = |action: Action| record.actions.contains(&action);
    let spoken: Vec<&str> = record.actions.iter().filter_map(|action| in_words(*action)).collect();
    let judge = offers(Action::Judge).then(|| judgement(typed_before(typed, CLASS)));
    let held = typed_before(typed, REASON);
    let transfer = offers(Action::Transfer).then(|| {
        view! {
            <fieldset class="field-plain">
                <legend>"转到的乡镇（街道）" <span class="small">" 只在转办时选"</span></legend>
                {township::township(places)}
            </fieldset>
        }
    });
    let (id, read) = (record.row.id.clone(), record.claimed_until);
    // No signal of its own: these controls outlive the render that made them.
    let until = move || state.claimed.with(|claimed| claimed.get(&id).copied()).or(read);
    let words = move || match until() {
        _ if state.released.get() => Some(RELEASED.to_owned()),
        until => until.map(|until| format!("本条由您办理，保留到{}。", time::clock(until))),
    };
    let claimed = view! { <p class="small" role="status">{words}</p> };
    let stands = record.row.state;
    let buttons: Vec<_> = record.actions.iter().map(|action| button(*action, stands, once)).collect();
    view! {
        <section class="card no-print">
            <h2>"办理意见"</h2>
            {judge}
            {(!spoken.is_empty()).then(|| view! {
                <label for="reason">{listed(&spoken)} "时请写明原因" <span class="small">" 家长或对方会看到"</span></label>
                <textarea class="input" id="reason" name=REASON rows="3" maxlength="500">{textarea::words(&held)}</textarea>
            })}
            {transfer}
            {claimed}
        </section>
        <div class="bar no-print">
            <div role="alert" id="failed" tabindex="-1">{move || failed.get().map(|failure| told(&failure))}</div>
            <div class="bar-inner">
                {buttons}
                <button class="button button-quiet" type="submit" name=GO value="release">"放回待办"</button>
            </div>
        </div>
    }
    .erase()
}

/// What is said of an action that needs words; nothing of the others.
const fn in_words(action: Action) -> Option<&'static str> {
    Some(match action {
        Action::Return => "退回",
        Action::Reject => "不予登记",
        Action::Transfer => "转办",
        Action::DeclineTransfer => "不接收",
        Action::Judge => "综合判断",
        Action::Reopen => "重新登记",
        _ => return None,
    })
}

/// `甲、乙或丙`.
fn listed(words: &[&str]) -> String {
    match words {
        [most @ .., last] if !most.is_empty() => format!("{}或{last}", most.join("、")),
        _ => words.concat(),
    }
}

/// The class that a person says, where the rules ask one.
fn judgement(held: String) -> AnyView {
    let choices: Vec<_> = [Class::M1, Class::Lb]
        .into_iter()
        .map(|class| view! { <option value=class.code() selected=held == class.code()>{class.label()}</option> })
        .collect();
    view! {
        <label for="class">"综合判断：纳入" <span class="small">" 只在综合判断时选"</span></label>
        <select class="input" id="class" name=CLASS>
            <option value="">"请选择"</option>
            {choices}
        </select>
    }
    .erase()
}

fn button(action: Action, state: State, once: &Once) -> AnyView {
    let (class, icon, id) = match action {
        Action::Approve => ("button button-main", Some(Icon::Check), "approve"),
        Action::Receive => ("button button-main", Some(Icon::Check), "receive"),
        Action::Verify => ("button button-main", Some(Icon::Check), "verify"),
        Action::Reject => ("button button-danger", None, "reject"),
        action => ("button", None, action.code()),
    };
    let words = match action {
        Action::Transfer => "转办",
        action => action.label_in(state),
    };
    view! {
        <button class=class id=id type="submit" name=GO value=action.code() aria-disabled=once.disabled()>
            {icon.map(Icon::view)} {words}
        </button>
    }
    .erase()
}

/// Why nothing can be done here now.
fn closed(record: &RecordView) -> AnyView {
    let words = match &record.row.claimed_by {
        Some(by) => format!("{by}正在办理本条，待办完或放回待办后再办理。"),
        None => format!("本条状态为“{}”，无需您办理。", record.row.state.label()),
    };
    view! { <p class="empty no-print">{words}</p> }.erase()
}

/// Of an act whose answer was lost.
const UNSURE: &str = "没有收到回答，不知道办成没有。您写的内容还在；连上以后会重新读取本条，请看清再办。";

/// Why nothing was done, and what to do about it. What was typed stays.
fn told(failure: &Failure) -> AnyView {
    let again = matches!(
        failure,
        Failure::Problem(Problem::AlreadyDecided { .. } | Problem::Claimed { .. } | Problem::ActionNotOffered { .. })
    );
    let sign_in = matches!(failure, Failure::Problem(problem) if problem.leads_to_sign_in());
    let undecided = *failure == Failure::Problem(Problem::DuplicateUndecided);
    let words = if unsure(failure) { UNSURE.to_owned() } else { frame::words(failure) };
    view! {
        <div class="finding finding-error">
            <p>{words}</p>
            {again.then(|| view! { <a href="" rel="external" target="_blank">"在新窗口看最新情况"</a> })}
            {sign_in.then(|| office_link(SIGN_IN).attr("target", "_blank").child("在新窗口登录，再回来点一次").view())}
            {undecided.then(|| view! { <a href="#candidates">"去核对是否重复"</a> })}
        </div>
    }
    .erase()
}
