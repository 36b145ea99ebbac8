//! `/accounts`: the accounts of the area.

use app::addresses::access::{self, ACCOUNTS, INVITE, PENDING};
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::time;
use axum::extract::Query;
use axum::response::Response;
use backend::access::administration::{AccountLine, AssignmentLine, Overview, PAGE, accounts};
use domain::access::{AccountState, Action, AssignmentState};
use domain::values::date::chinese;
use gate::Refusal;
use leptos::prelude::*;
use serde::Deserialize;

use super::made;
use crate::call::{Act, Call};

#[derive(Deserialize)]
pub(super) struct Asked {
    /// A part of a name, a user name, a place or a role.
    #[serde(default)]
    q: String,
}

/// Longest term that is looked for, in characters.
const TERM_MAX: usize = 40;

pub(super) async fn show(call: Call, Query(Asked { q }): Query<Asked>) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    let term: String = q.chars().take(TERM_MAX).collect();
    let Overview { lines, waiting } = accounts(call.store(), &by, &term).await?;
    let told = made::told(&call);
    let shown = told.is_some();
    let content = view! {
        {told}
        <div class="button-row">
            {by.may(Action::AccountCreate).then(|| view! { <a class="button button-main" href=INVITE>"邀请新人员"</a> })}
            {by.confirms().then(|| view! { <a class="button" href=PENDING>{format!("待我确认（{waiting}）")}</a> })}
        </div>
        {search(&term)}
        {table(lines, &term)}
    };
    let page = call.page("账号", &by.account().view(), Act::NONE, content);
    Ok(if shown { made::taken(&call, page) } else { page })
}

fn search(term: &str) -> AnyView {
    view! {
        <form method="get" action=ACCOUNTS class="card" role="search">
            <label class="sub" for="q">"姓名、用户名、单位或角色"</label>
            <div class="search">
                <input class="input" id="q" type="search" name="q" value=term.to_owned() maxlength="40" autocomplete="off"/>
                <button class="button" type="submit">"查找"</button>
            </div>
        </form>
    }
    .erase()
}

fn table(lines: Vec<AccountLine>, term: &str) -> AnyView {
    if lines.is_empty() {
        let words =
            if term.is_empty() { "还没有账号。" } else { "没有符合的账号，换一个词再找。" };
        return view! { <p class="empty">{words}</p> }.erase();
    }
    let more = (lines.len() == PAGE).then(|| {
        view! { <p class="small">{format!("只列出前{PAGE}个，请用上面的查找缩小范围。")}</p> }
    });
    let lines: Vec<_> = lines.into_iter().map(line).collect();
    view! {
        <section class="card">
            <h2>"本单位范围内的账号"</h2>
            <ul class="links">{lines}</ul>
            {more}
        </section>
    }
    .erase()
}

fn line(line: AccountLine) -> AnyView {
    let href = access::account(&line.county, &line.id.to_string());
    let assignments: Vec<_> = line.assignments.iter().map(duty).collect();
    let used = match line.used_at {
        Some(at) => format!("最近登录 {}", time::moment(at)),
        None => "还没有登录过".to_owned(),
    };
    view! {
        <li>
            <div class="link-words">
                <p><a href=href><strong>{line.display_name}</strong></a> " · " {line.username} " " {state(line.state)} {shown(line.demonstration)}</p>
                {assignments}
                <p class="small">{used}</p>
            </div>
        </li>
    }
    .erase()
}

/// How an account stands, as a tag.
pub(super) fn state(state: AccountState) -> AnyView {
    match state {
        AccountState::Active => {
            view! { <span class="tag tag-done">{Icon::Check.view()} {state.label()}</span> }.erase()
        }
        AccountState::Suspended => {
            view! { <span class="tag tag-attention">{Icon::Alert.view()} {state.label()}</span> }.erase()
        }
        AccountState::Invited | AccountState::Left => view! { <span class="tag">{state.label()}</span> }.erase(),
    }
}

/// The mark of an account of the demonstration.
pub(super) fn shown(demonstration: bool) -> Option<AnyView> {
    demonstration.then(|| view! { <span class="tag tag-attention">"示例账号，密码公开"</span> }.erase())
}

/// An assignment in one line.
pub(super) fn duty(line: &AssignmentLine) -> AnyView {
    let AssignmentLine { assignment, place, in_force } = line;
    let standing = match assignment.state {
        AssignmentState::Active if *in_force => String::new(),
        AssignmentState::Active => "（不在任期内）".to_owned(),
        state => format!("（{}）", state.label()),
    };
    let words = format!(
        "{}{}，{}，{}至{}",
        assignment.role.label(),
        standing,
        place.replace('/', ""),
        chinese(assignment.from),
        chinese(assignment.to)
    );
    view! { <p>{words}</p> }.erase()
}
