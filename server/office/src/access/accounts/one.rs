//! `/accounts/{county}/{id}`: one account, its assignments, and what is done with it.

use app::addresses::access::{self, ACCOUNTS};
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::access::administration::{
    AccountDetail, Administrator, account, assign, end_assignment, end_sessions, reset, resume, suspend,
};
use backend::access::identity::{self, ProposalLine};
use domain::access::{AccountState, Action, AssignmentState};
use domain::problem::Problem;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

use super::{assignment_form, list, made};
use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

/// County and id of the account, as the address tells them.
pub(super) type Which = (String, String);

pub(super) async fn show(call: Call, Path((county, id)): Path<Which>) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    page(&call, &by, (&county, parse_id(&id)?), &[], Act::NONE).await
}

/// Does what the pressed button says.
pub(super) async fn act(call: Call, Path((county, id)): Path<Which>, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    let which = (county.as_str(), parse_id(&id)?);
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &by, which, &typed, Act::NONE).await;
    }
    match done(&call, &by, which, &pairs).await {
        Ok(response) => Ok(response),
        Err(refusal) => page(&call, &by, which, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, by: &Administrator, (county, id): (&str, Uuid), pairs: &Pairs) -> Result<Response, Refusal> {
    let (store, to) = (call.store(), access::account(county, &id.to_string()));
    let (verb, rest) = last_value(pairs, GO).split_once(':').unwrap_or((last_value(pairs, GO), ""));
    let action = match verb {
        "assign" => Action::AccountAssign,
        "end" => Action::AccountUnassign,
        "suspend" => Action::AccountSuspend,
        "resume" => Action::AccountResume,
        "reset" => Action::AccountReset,
        "end_sessions" => Action::SessionEndOther,
        "accept" | "decline" => Action::AccountAssign,
        _ => return Err(Problem::NotFound.into()),
    };
    call.caller.step_up(action).await?;
    match action {
        Action::AccountAssign if verb == "accept" => {
            identity::accept(store, by, county, id, parse_id(rest)?).await?;
            call.done(&to, "已同意这项任职。须由安全管理员确认的角色，确认后生效。")
        }
        Action::AccountAssign if verb == "decline" => {
            identity::decline(store, by, county, id, parse_id(rest)?).await?;
            call.done(&to, "已不同意，以后不再提出。")
        }
        Action::AccountAssign => {
            let proposal = assignment_form::read(pairs)?;
            assign(store, by, county, id, proposal).await?;
            let waits =
                proposal.role.confirmed_by().map(|role| format!("已提出任职，须由{}确认后生效。", role.label()));
            call.done(&to, &waits.unwrap_or_else(|| "已任职。".to_owned()))
        }
        Action::AccountUnassign => {
            end_assignment(store, by, county, id, parse_id(rest)?).await?;
            call.done(&to, "已结束这项任职，此人须重新登录。")
        }
        Action::AccountSuspend => {
            suspend(store, by, county, id, last_value(pairs, "reason")).await?;
            call.done(&to, "已停用。此人的登录已全部结束，手机不能再上传和更新。")
        }
        Action::AccountResume => {
            resume(store, by, county, id).await?;
            call.done(&to, "已恢复。")
        }
        Action::SessionEndOther => {
            end_sessions(store, by, county, id).await?;
            call.done(&to, "此人的登录已全部结束，账号仍可使用。")
        }
        _ => made::lead_to(call, &to, reset(store, by, county, id).await?),
    }
}

async fn page(
    call: &Call,
    by: &Administrator,
    (county, id): (&str, Uuid),
    typed: &[(String, String)],
    act: Act<'_>,
) -> Result<Response, Refusal> {
    let detail = account(call.store(), by, county, id).await?;
    let told = made::told(call);
    let shown = told.is_some();
    let asked = identity::waiting(call.store(), by, county, id).await?;
    let asked = (!asked.is_empty() && !detail.own && by.may(Action::AccountAssign)).then(|| proposed(&detail, &asked));
    let content = view! {
        {told}
        {facts(&detail)}
        {asked}
        <form method="post" action=access::account(county, &id.to_string()) class="card" data-typed="">
            {duties(by, &detail)}
            {new_duty(call, by, &detail, typed)}
            {standing(by, &detail, typed)}
        </form>
        <p><a href=ACCOUNTS>"回到账号列表"</a></p>
    };
    let page = call.page("账号", &by.account().view(), act, content.erase());
    Ok(if shown { made::taken(call, page) } else { page })
}

fn facts(detail: &AccountDetail) -> AnyView {
    let line = &detail.line;
    let used = line.used_at.map_or_else(|| "还没有登录过".to_owned(), |at| format!("最近登录 {}", time::moment(at)));
    let invitation = detail.invitation.map(|(ends_at, waits)| {
        let waits = if waits { "，待另一人确认" } else { "" };
        format!("邀请有效到 {}{waits}", time::moment(ends_at))
    });
    view! {
        <section class="card">
            <h2>{line.display_name.clone()} " " {list::state(line.state)} {list::shown(line.demonstration)}</h2>
            <p>{format!("用户名 {} · {used} · {}处登录中", line.username, detail.sessions)}</p>
            <p class="small">{time::day(detail.created_at)} " 建立"</p>
            {detail.suspended_for.clone().map(|reason| view! { <p>{format!("停用原因：{reason}")}</p> })}
            {invitation.map(|words| view! { <p>{words}</p> })}
            {(line.state == AccountState::Left).then(|| view! { <p><a href=access::hand_over(&line.county, &line.id.to_string())>"看交接单"</a></p> })}
            {detail.left_on.clone().map(|day| view! { <p>{format!("离岗日期：{day}")}</p> })}
            {detail.own.then(|| view! { <p class="small">"这是您自己的账号，要由另一位管理员变更。"</p> })}
        </section>
    }
    .erase()
}

/// What the account's provider of identities proposes.
fn proposed(detail: &AccountDetail, asked: &[ProposalLine]) -> AnyView {
    let lines: Vec<_> = asked
        .iter()
        .map(|one| {
            let words = format!("{}，{}", one.role.label(), one.place.replace('/', ""));
            view! {
                <li>
                    <div class="link-words"><p>{words.clone()}</p><p class="small">{time::day(one.asked_at)} " 提出"</p></div>
                    <button class="button button-small button-main" type="submit" name=GO value=format!("accept:{}", one.id) data-ask=format!("同意{words}？") aria-label=format!("同意{words}")>"同意"</button>
                    <button class="button button-small" type="submit" name=GO value=format!("decline:{}", one.id) aria-label=format!("不同意{words}")>"不同意"</button>
                </li>
            }
        })
        .collect();
    view! {
        <form method="post" action=access::account(&detail.line.county, &detail.line.id.to_string()) class="card">
            <h2>"统一登录提出的任职"</h2>
            <p class="small">"只是统一登录平台的说法，请核对后再同意。"</p>
            <ul class="links">{lines}</ul>
        </form>
    }
    .erase()
}

fn duties(by: &Administrator, detail: &AccountDetail) -> AnyView {
    let ends = by.may(Action::AccountUnassign) && !detail.own;
    let lines: Vec<_> = detail
        .line
        .assignments
        .iter()
        .map(|one| {
            let live = ends && one.assignment.state != AssignmentState::Ended;
            let words = format!("结束“{}”的任职", one.assignment.role.label());
            view! {
                <li>
                    <div class="link-words">{list::duty(one)}</div>
                    {live.then(|| view! {
                        <button class="button button-small button-danger" type="submit" formnovalidate name=GO value=format!("end:{}", one.assignment.id) data-ask=format!("{words}？") aria-label=words.clone()>"结束"</button>
                    })}
                </li>
            }
        })
        .collect();
    view! { <h2>"任职"</h2> <ul class="links">{lines}</ul> }.erase()
}

fn new_duty(call: &Call, by: &Administrator, detail: &AccountDetail, typed: &[(String, String)]) -> Option<AnyView> {
    let open = [AccountState::Active, AccountState::Invited].contains(&detail.line.state);
    (open && !detail.own && by.may(Action::AccountAssign)).then(|| {
        view! {
            <details open=!last_value(typed, "place").is_empty()>
                <summary>"增加或续任一项任职"</summary>
                {assignment_form::inputs(by, typed, call.store().clock.today())}
                <button class="button" type="submit" name=GO value="assign">"任职"</button>
            </details>
        }
        .erase()
    })
}

/// The buttons that change how the account stands.
fn standing(by: &Administrator, detail: &AccountDetail, typed: &[(String, String)]) -> Option<AnyView> {
    if detail.own || detail.line.state == AccountState::Left {
        return None;
    }
    let name = detail.line.display_name.clone();
    let button = |value: &'static str, words: &'static str, ask: String| {
        view! { <button class="button button-danger" type="submit" formnovalidate name=GO value=value data-ask=ask>{words}</button> }
    };
    let suspended = detail.line.state == AccountState::Suspended;
    let reason = last_value(typed, "reason").to_owned();
    let suspend = (!suspended && by.may(Action::AccountSuspend)).then(|| {
        view! {
            <label class="sub">"停用原因（停用时必填）" <input class="input" name="reason" maxlength="200" autocomplete="off" value=reason/></label>
        }
    });
    let suspends =
        suspend.is_some().then(|| button("suspend", "停用", format!("停用{name}的账号？登录和手机立即失效。")));
    let resume =
        (suspended && by.may(Action::AccountResume)).then(|| button("resume", "恢复", format!("恢复{name}的账号？")));
    let reset = (!suspended && by.may(Action::AccountReset)).then(|| {
        button(
            "reset",
            "重置登录方式",
            format!("为{name}生成新的邀请？须当面核验本人身份，并由另一位管理员确认后才能打开。"),
        )
    });
    let end_sessions = (detail.sessions > 0 && by.may(Action::SessionEndOther))
        .then(|| button("end_sessions", "结束全部登录", format!("结束{name}在各处的登录？账号仍可使用。")));
    let hand_over = access::hand_over(&detail.line.county, &detail.line.id.to_string());
    let leave = by.may(Action::AccountHandOver).then(|| view! { <a class="button" href=hand_over>"交接并离岗"</a> });
    Some(view! { <h2>"账号"</h2> {suspend} <div class="button-row">{suspends} {resume} {end_sessions} {reset} {leave}</div> }.erase())
}
