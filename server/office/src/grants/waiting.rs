//! What the county still has to decide about requests, and to review of emergencies.

use app::addresses::grants::LIST;
use app::ui::erase::Erase as _;
use app::ui::time;
use backend::access::accounts::Account;
use backend::grants::{Waiting, waiting};
use domain::problem::Problem;
use domain::values::date::chinese;
use gate::Refusal;
use leptos::prelude::*;

use crate::call::{Call, GO};

/// The cards; nothing for somebody who decides about neither.
pub(super) async fn cards(call: &Call, account: &Account) -> Result<AnyView, Refusal> {
    let found = match waiting(call.store(), account).await {
        Ok(found) => found,
        Err(error) if error.problem() == Some(&Problem::NotFound) => return Ok(().erase()),
        Err(error) => return Err(error.into()),
    };
    let (emergencies, requests): (Vec<_>, Vec<_>) = found.iter().partition(|one| one.emergency);
    let page = view! {
        {card("紧急查阅，待复核", "没有待复核的紧急查阅。", &emergencies)}
        {card("查阅申请，待审批", "没有待审批的申请。", &requests)}
    };
    Ok(page.erase())
}

fn card(title: &'static str, none: &'static str, waiting: &[&Waiting]) -> AnyView {
    let lines: Vec<_> = waiting.iter().map(|one| line(one)).collect();
    view! {
        <form method="post" action=LIST class="card">
            <h2>{format!("{title}（{}）", lines.len())}</h2>
            {if lines.is_empty() { view! { <p class="empty">{none}</p> }.erase() } else { view! { <ul class="links">{lines}</ul> }.erase() }}
        </form>
    }
    .erase()
}

fn line(one: &Waiting) -> AnyView {
    let due = one.due_on.map(|due| {
        let class = if one.overdue { "tag tag-attention" } else { "tag" };
        let words = format!("{}前复核{}", chinese(due), if one.overdue { "，已超期" } else { "" });
        view! { <span class=class>{words}</span> }
    });
    let what = if one.emergency {
        "1条登记，24小时".to_owned()
    } else {
        format!("{}条登记，{}天，内容：{}", one.records, one.days, one.groups.join("、"))
    };
    let (yes, no) = if one.emergency {
        (("justified", "属实"), ("unjustified", "不属实"))
    } else {
        (("grant", "同意"), ("refuse", "拒绝"))
    };
    let button = |(verb, words): (&str, &'static str), main: bool| {
        let class = if main { "button button-small button-main" } else { "button button-small" };
        let value = format!("{verb}:{}", one.id);
        view! { <button class=class type="submit" name=GO value=value>{words}</button> }
    };
    let buttons = (!one.own).then(|| view! { <div class="button-row">{button(yes, true)} {button(no, false)}</div> });
    view! {
        <li>
            <div class="link-words">
                <p><strong>{one.asker.clone()}</strong> " " <span class="small">{time::moment(one.asked_at)}</span> " " {due}</p>
                <p>{what}</p>
                <p class="said">{one.words.clone()}</p>
                {one.own.then(|| view! { <p class="small">"您本人提出的，由另一人办理。"</p> })}
            </div>
            {buttons}
        </li>
    }
    .erase()
}
