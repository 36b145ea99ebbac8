//! `/batches/{id}`: what a batch would tell its department, and what is done with it. The approver sees counts and columns, and
//! no child.

use app::addresses::comparison::{self as addresses, BATCHES};
use app::ui::erase::Erase as _;
use app::ui::textarea;
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::access::accounts::Account;
use backend::comparison::{self, BatchLine};
use domain::access::Action;
use domain::comparison::batch::{BatchAction, moves_from};
use domain::comparison::columns::returned;
use domain::problem::Problem;
use domain::values::date::chinese;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call, Path(id): Path<String>) -> Result<Response, Refusal> {
    let account = call.caller.account().await?;
    page(&call, &account, parse_id(&id)?, &[], Act::NONE).await
}

pub(super) async fn act(call: Call, Path(id): Path<String>, Form(pairs): Form) -> Result<Response, Refusal> {
    let (account, id) = (call.caller.account().await?, parse_id(&id)?);
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &account, id, &typed, Act::NONE).await;
    }
    match done(&call, &account, id, &pairs).await {
        Ok(message) => call.done(&addresses::batch(&id.to_string()), message),
        Err(refusal) => page(&call, &account, id, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, account: &Account, id: Uuid, pairs: &Pairs) -> Result<&'static str, Refusal> {
    let (store, reason) = (call.store(), last_value(pairs, "reason"));
    Ok(match BatchAction::from_code(last_value(pairs, GO)) {
        Some(action @ (BatchAction::Approve | BatchAction::Return)) => {
            call.caller.step_up(Action::BatchApprove).await?;
            let approves = action == BatchAction::Approve;
            comparison::decide(store, account, id, (!approves).then_some(reason)).await?;
            if approves { "已批准，可以发出。" } else { "已退回。" }
        }
        Some(BatchAction::Send) => {
            comparison::send(store, account, id).await?;
            "已发出，部门登录后就能看到。"
        }
        Some(BatchAction::Close) => {
            comparison::close(store, account, id, reason).await?;
            "已关闭。"
        }
        Some(BatchAction::Cancel) => {
            comparison::cancel(store, account, id, reason).await?;
            "已撤销，项目回到待比对。"
        }
        _ => return Err(Problem::NotFound.into()),
    })
}

async fn page(
    call: &Call,
    account: &Account,
    id: Uuid,
    typed: &[(String, String)],
    act: Act<'_>,
) -> Result<Response, Refusal> {
    let one = comparison::one(call.store(), account, id).await?;
    let content = view! {
        {facts(&one)}
        {columns(call, &one)}
        {acts(account, &one, typed)}
        <p><a href=BATCHES>"回到批次列表"</a></p>
    };
    Ok(call.page("比对批次", &account.view(), act, content.erase()))
}

fn facts(one: &BatchLine) -> AnyView {
    let row = &one.row;
    let items = one.items.iter().map(|item| item.label()).collect::<Vec<_>>().join("、");
    let mut facts = vec![
        ("部门", one.department.label().to_owned()),
        ("比对项目", items),
        ("条数", format!("{}条，已反馈{}条", row.rows, row.answered)),
        ("依据和用途", one.purpose.clone()),
        ("编制", format!("{}，{}", row.maker, time::moment(row.made_at))),
    ];
    let by = |who: &str, at: Option<i64>| at.map(|at| format!("{who}，{}", time::moment(at)));
    facts.extend(by(&row.approver, row.approved_at).map(|words| ("批准", words)));
    facts.extend(row.sent_at.map(|at| ("发出", time::moment(at))));
    facts.extend(comparison::due_on(row).map(|day| ("反馈期限", chinese(day))));
    facts.extend(by(&row.receiver, row.received_at).map(|words| ("签收", words)));
    if !row.checksum.is_empty() {
        facts.push(("内容校验码", row.checksum.clone()));
    }
    facts.extend(one.returned.clone().map(|words| ("退回意见", words)));
    facts.extend(one.ended.clone().map(|words| ("关闭或撤销的原因", words)));
    let rows: Vec<_> = facts
        .into_iter()
        .map(|(term, words)| view! { <div><dt>{term}</dt><dd class="wrap">{words}</dd></div> })
        .collect();
    let late = one.overdue.then(|| view! { <span class="tag tag-attention">"已逾期"</span> });
    view! {
        <section class="card">
            <h2>{row.number.clone()} " " <span class="tag">{one.state.label()}</span> " " {late}</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
    .erase()
}

fn columns(call: &Call, one: &BatchLine) -> AnyView {
    let sent = comparison::columns(one.department, call.store());
    let out = sent.iter().map(|(column, _)| column.label()).collect::<Vec<_>>().join("、");
    let back = returned(&one.items).map(|column| column.header).collect::<Vec<_>>().join("、");
    view! {
        <section class="card">
            <h2>"部门看到和填写的内容"</h2>
            <p>"发出：" {out}</p>
            <p>"填写：" {back}</p>
            <p class="small">"电话、详细地址、监护、困难、救助、台账，以及孩子属于流动还是留守，都不发出。"</p>
        </section>
    }
    .erase()
}

/// The moves that the account may make of the batch as it stands.
fn acts(account: &Account, one: &BatchLine, typed: &[(String, String)]) -> Option<AnyView> {
    let may = |action: &&BatchAction| match action {
        BatchAction::Approve | BatchAction::Return => account.may(Action::BatchApprove) && !one.own,
        BatchAction::Send => account.may(Action::BatchSend),
        BatchAction::Close => account.may(Action::BatchClose),
        BatchAction::Cancel => account.may(Action::BatchCancel),
        BatchAction::Acknowledge | BatchAction::Answer => false,
    };
    let offered: Vec<BatchAction> = moves_from(one.state).iter().filter(may).copied().collect();
    if offered.is_empty() {
        return None;
    }
    let speaks =
        offered.iter().any(|action| matches!(action, BatchAction::Return | BatchAction::Close | BatchAction::Cancel));
    let words = speaks.then(|| {
        let typed = last_value(typed, "reason").to_owned();
        view! {
            <label class="question" for="reason">"退回、关闭或撤销时请写明原因"</label>
            <textarea class="input" id="reason" name="reason" rows="2" maxlength="300">{textarea::words(&typed)}</textarea>
        }
    });
    let buttons: Vec<_> = offered
        .iter()
        .map(|action| {
            let main = matches!(action, BatchAction::Approve | BatchAction::Send);
            let class = if main { "button button-main" } else { "button" };
            view! { <button class=class type="submit" name=GO value=action.code()>{action.label()}</button> }
        })
        .collect();
    let form = view! {
        <form method="post" action=addresses::batch(&one.row.id.to_string()) class="card" data-typed="">
            <h2>"办理"</h2>
            {words}
            <div class="button-row">{buttons}</div>
        </form>
    };
    Some(form.erase())
}
