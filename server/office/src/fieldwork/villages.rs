//! `/villages`: how far the visits are in each village (of a county, in each township), and what is unsent on
//! whose phone.

use app::addresses::fieldwork::VILLAGES;
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::time;
use axum::response::Response;
use backend::access::accounts::Reviewer;
use backend::fieldwork;
use backend::fieldwork::rows::scope::Scope;
use domain::fieldwork::{Coverage, HouseholdState};
use domain::view::fieldwork::PhoneView;
use gate::{Form, Refusal, last_value, parse_id};
use leptos::prelude::*;

use crate::call::{Act, Call, GO, again};

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let reviewer = call.caller.reviewer().await?;
    page(&call, &reviewer, Act::NONE).await
}

/// Ends the phone whose button was pressed.
pub(super) async fn end_phone(call: Call, Form(pairs): Form) -> Result<Response, Refusal> {
    let reviewer = call.caller.reviewer().await?;
    let Some(("end", id)) = last_value(&pairs, GO).split_once(':') else {
        return page(&call, &reviewer, Act::NONE).await;
    };
    match end(&call, &reviewer, id).await {
        Ok(()) => call.done(VILLAGES, "已停用这部手机。"),
        Err(refusal) => page(&call, &reviewer, Act::refused(&again(refusal)?)).await,
    }
}

async fn end(call: &Call, reviewer: &Reviewer, id: &str) -> Result<(), Refusal> {
    Ok(fieldwork::revoke_phone(call.store(), reviewer, parse_id(id)?).await?)
}

async fn page(call: &Call, reviewer: &Reviewer, act: Act<'_>) -> Result<Response, Refusal> {
    let rows = fieldwork::coverage(call.store(), &Scope::from(reviewer)).await?;
    let phones = fieldwork::phones(call.store(), reviewer).await?;
    let content = view! { {sums(&rows)} {list(phones, reviewer.decides())} };
    Ok(call.page("走访进度", &reviewer.account().view(), act, content))
}

/// The table of villages with its sums; the first column of numbers is of all households.
fn sums(rows: &[Coverage]) -> AnyView {
    let mut all = Coverage { division_name: "合计".to_owned(), ..Coverage::default() };
    for row in rows {
        for (sum, count) in all.households.iter_mut().zip(row.households) {
            *sum += count;
        }
        all.children += row.children;
    }
    let heads = HouseholdState::ALL.map(|state| view! { <th scope="col">{state.label()}</th> });
    let lines: Vec<_> = rows.iter().map(line).collect();
    // A county sees its townships.
    let unit =
        if rows.iter().any(|row| row.division_code.len() == 12) { "村（社区）" } else { "乡镇（街道）" };
    view! {
        <section class="card">
            <h2>"各" {unit}</h2>
            <p class="small">"户数按最近一次走访的结果算，每户只算一次；“两次无人”的请核实去向。儿童按在册人数算。"</p>
            <table class="sums">
                <thead>
                    <tr>
                        <th scope="col">{unit}</th>
                        <th scope="col">"户数"</th>
                        {heads.collect_view()}
                        <th scope="col">"儿童"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
                <tfoot>{line(&all)}</tfoot>
            </table>
        </section>
    }
    .erase()
}

fn line(row: &Coverage) -> AnyView {
    let states = HouseholdState::ALL.map(|state| number(state.label(), row.of(state)));
    view! {
        <tr>
            <th scope="row">{row.division_name.clone()}</th>
            {number("户数", row.total())}
            {states.collect_view()}
            {number("儿童", row.children)}
        </tr>
    }
    .erase()
}

fn number(label: &'static str, count: u32) -> AnyView {
    view! { <td data-label=label class:none=count == 0>{count}</td> }.erase()
}

/// The phones of the area's workers.
fn list(phones: Vec<PhoneView>, ends: bool) -> AnyView {
    if phones.is_empty() {
        return view! { <p class="empty">"暂无已启用手机。"</p> }.erase();
    }
    let lines: Vec<_> = phones.into_iter().map(|phone| of_phone(phone, ends)).collect();
    view! {
        <form method="post" action=VILLAGES class="card">
            <h2>"手机和未上传的内容"</h2>
            <p class="small">
                "只显示条数，看不到内容。“未入册”的已退回本人手机，由本人核对后重新上传。手机遗失请立即停用。停用后不能再上传和更新；手机里的内容已加密。"
            </p>
            <ul class="links">{lines}</ul>
        </form>
    }
    .erase()
}

fn of_phone(phone: PhoneView, ends: bool) -> AnyView {
    let unsent = match (phone.unsent, phone.unsent_since) {
        (0, _) => view! { <span class="tag tag-done">{Icon::Check.view()} "都已上传"</span> }.erase(),
        (count, None) => view! { <span class="tag">{count} "条未上传"</span> }.erase(),
        (count, Some(since)) => {
            view! { <span class="tag">{count} "条未上传，最早的完成于" {time::day(since)}</span> }.erase()
        }
    };
    let kept = (phone.kept > 0).then(
        || view! { <span class="tag tag-attention">{Icon::Alert.view()} {phone.kept} "条未入册，等本人处理"</span> },
    );
    let ended = phone.ended;
    let label = format!("停用{}的手机", phone.worker);
    view! {
        <li>
            <div class="phone-words">
                <p><strong>{phone.worker}</strong> " · " {phone.division_name} " " {unsent} {kept} {ended.then(|| view! { <span class="tag">"已停用"</span> })}</p>
                <p class="small">"最近联系" {time::moment(phone.last_seen)}</p>
            </div>
            {(ends && !ended).then(|| view! {
                <button class="button button-small button-danger" type="submit" name="go" value=format!("end:{}", phone.id) aria-label=label.clone() data-ask=format!("{label}？停用后不能恢复。")>
                    "停用"
                </button>
            })}
        </li>
    }
    .erase()
}
