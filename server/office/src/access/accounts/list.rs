//! `/accounts`: the accounts of the area.

use app::addresses::access::{self, ACCOUNTS, CLIENTS, IDENTITY, IMPORT, INVITE, PENDING};
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::time;
use axum::extract::Query;
use axum::response::Response;
use backend::access::administration::{self, AccountLine, AssignmentLine, Overview, PAGE, accounts};
use domain::access::{AccountState, Action, AssignmentState, NOTICE_DAYS, UNUSED_DAYS};
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
    /// `ending` for those that end soon.
    #[serde(default)]
    show: String,
}

/// Value of `show` for those that end soon.
const ENDING: &str = "ending";

/// Longest term that is looked for, in characters.
const TERM_MAX: usize = 40;

pub(super) async fn show(call: Call, Query(Asked { q, show }): Query<Asked>) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    let term: String = q.chars().take(TERM_MAX).collect();
    let asked = administration::Asked { term, ending: show == ENDING };
    let Overview { lines, waiting, ending } = accounts(call.store(), &by, &asked).await?;
    let told = made::told(&call);
    let shown = told.is_some();
    let content = view! {
        {told}
        <div class="button-row">
            {by.may(Action::AccountCreate).then(|| view! { <a class="button button-main" href=INVITE>"邀请新人员"</a> })}
            {by.may(Action::AccountImport).then(|| view! { <a class="button" href=IMPORT>"批量新建"</a> })}
            {by.confirms().then(|| view! { <a class="button" href=PENDING>{format!("待我确认（{waiting}）")}</a> })}
            {by.may(Action::IdentityConfigure).then(|| view! { <a class="button" href=IDENTITY>"统一登录设置"</a> })}
            {by.may(Action::ClientManage).then(|| view! { <a class="button" href=CLIENTS>"接口程序"</a> })}
        </div>
        {search(&asked, ending)}
        {table(lines, &asked)}
    };
    let page = call.page("账号", &by.account().view(), Act::NONE, content);
    Ok(if shown { made::taken(&call, page) } else { page })
}

fn search(asked: &administration::Asked, ending: usize) -> AnyView {
    view! {
        <form method="get" action=ACCOUNTS class="card" role="search">
            <label class="sub" for="q">"姓名、用户名、单位或角色"</label>
            <div class="search">
                <input class="input" id="q" type="search" name="q" value=asked.term.clone() maxlength="40" autocomplete="off"/>
                <button class="button" type="submit">"查找"</button>
            </div>
            <label class="choice">
                <input type="checkbox" name="show" value=ENDING checked=asked.ending/>
                {format!("只看即将到期的（{ending}）：任期不到{NOTICE_DAYS}天，或快满{UNUSED_DAYS}天没有登录")}
            </label>
        </form>
    }
    .erase()
}

fn table(lines: Vec<AccountLine>, asked: &administration::Asked) -> AnyView {
    if lines.is_empty() {
        let words = if asked.term.is_empty() && !asked.ending {
            "还没有账号。"
        } else {
            "没有符合的账号，换一个词再找。"
        };
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
    let unused = line.unused_days.map(|days| {
        let words = format!(" 已{days}天没有登录，满{UNUSED_DAYS}天自动停用");
        view! { <p class="small">{Icon::Alert.view()} {words}</p> }
    });
    view! {
        <li>
            <div class="link-words">
                <p><a href=href><strong>{line.display_name}</strong></a> " · " {line.username} " " {state(line.state)} {shown(line.demonstration)}</p>
                {assignments}
                <p class="small">{used}</p>
                {unused}
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
    let AssignmentLine { assignment, place, in_force, days_left } = line;
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
    let left = days_left.map(|days| match days {
        0 => "今天到期".to_owned(),
        days => format!("还有{days}天到期"),
    });
    let left = left.map(|words| view! { " " <span class="tag tag-attention">{Icon::Alert.view()} {words}</span> });
    view! { <p>{words} {left}</p> }.erase()
}
