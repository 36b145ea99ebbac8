//! `/accounts/{county}/{id}/hand-over`: what is open of somebody who leaves goes to others (交接). Afterwards the same page is
//! the sheet that is printed and signed.

use app::addresses::access;
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::access::administration::Administrator;
use backend::hand_over::tables::hand_over;
use backend::hand_over::{HandOver, Leaving, Open, Successor, leave, leaving};
use domain::access::Action;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

use super::one::Which;
use crate::call::{Act, Call, again};
use crate::carried::given_back;

pub(super) async fn show(call: Call, Path((county, id)): Path<Which>) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    page(&call, &by, (&county, parse_id(&id)?), &[], Act::NONE).await
}

/// Hands over, and leads to the sheet.
pub(super) async fn act(call: Call, Path((county, id)): Path<Which>, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = call.caller.administrator().await?;
    let which = (county.as_str(), parse_id(&id)?);
    if let Some(typed) = given_back(&pairs) {
        return page(&call, &by, which, &typed, Act::NONE).await;
    }
    call.caller.step_up(Action::AccountHandOver).await?;
    match done(&call, &by, which, &pairs).await {
        Ok(()) => call.done(&access::hand_over(&county, &id), "已办理离岗，请打印交接单，双方签字后留存。"),
        Err(refusal) => page(&call, &by, which, &pairs, Act::refused(&again(refusal)?)).await,
    }
}

async fn done(call: &Call, by: &Administrator, (county, id): (&str, Uuid), pairs: &Pairs) -> Result<(), Refusal> {
    let chosen = |group: &str| match last_value(pairs, group) {
        "" => Ok(None),
        id => parse_id(id).map(Some),
    };
    let to = HandOver { claims: chosen("claims")?, returned: chosen("returned")?, refused: chosen("refused")? };
    leave(call.store(), by, county, id, to).await?;
    Ok(())
}

async fn page(
    call: &Call,
    by: &Administrator,
    (county, id): (&str, Uuid),
    typed: &[(String, String)],
    act: Act<'_>,
) -> Result<Response, Refusal> {
    let shown = leaving(call.store(), by, county, id).await?;
    let content = match &shown.sheet {
        Some(sheet) => kept(call, &shown, sheet).await?,
        None => form(&shown, typed),
    };
    let back = access::account(county, &id.to_string());
    let content = view! { {content} <p class="no-print"><a href=back>"回到这个账号"</a></p> };
    Ok(call.page("交接", &by.account().view(), act, content.erase()))
}

/// What is open, and who takes it over.
fn form(shown: &Leaving, typed: &[(String, String)]) -> AnyView {
    let Leaving { account, open, successors, .. } = shown;
    let (county, id) = (account.line.county.as_str(), account.line.id.to_string());
    let name = account.line.display_name.clone();
    let groups = view! {
        {group("claims", "正在办理（已打开、未办完）的登记", open.claims, successors, Successor::decides, typed)}
        {group("returned", "退回待更正的登记", open.returned, successors, Successor::collects, typed)}
        {group("refused", "手机上传后没有收下、待更正的登记", open.refused, successors, Successor::collects, typed)}
    };
    view! {
        <section class="card">
            <h2>{name.clone()}</h2>
            <p>{format!("用户名 {}", account.line.username)}</p>
            {account.line.assignments.iter().map(super::list::duty).collect_view()}
        </section>
        {phones(open)}
        <form method="post" action=access::hand_over(county, &id) class="card" data-typed="">
            <h2>"还没办完的事"</h2>
            {groups}
            <p>{format!("仍能打开的登记链接：{}个。离岗后归单位，继续有效。", open.links)}</p>
            <p>{format!("提出后等别人确认的：{}件。仍由另一位管理员确认，72小时内不确认的失效。", open.asked)}</p>
            <button class="button button-danger" type="submit" data-ask=format!("{name}离岗？所有任职和登录立即结束，不能恢复。")>"交接并办理离岗"</button>
        </form>
    }
    .erase()
}

fn group(
    field: &'static str,
    words: &'static str,
    count: u64,
    all: &[Successor],
    can: impl Fn(&Successor) -> bool,
    typed: &[(String, String)],
) -> AnyView {
    if count == 0 {
        return view! { <p>{format!("{words}：没有。")}</p> }.erase();
    }
    let chosen = last_value(typed, field).to_owned();
    let options: Vec<_> = all
        .iter()
        .filter(|one| can(one))
        .map(|one| {
            let id = one.id.to_string();
            let selected = id == chosen;
            view! { <option value=id selected=selected>{format!("{}（{}）", one.display_name, one.role.label())}</option> }
        })
        .collect();
    view! {
        <label class="sub">
            {format!("{words}：{count}件，交给")}
            <select class="input" name=field><option value="">"本单位"</option>{options}</select>
        </label>
    }
    .erase()
}

fn phones(open: &Open) -> AnyView {
    let lines: Vec<_> = open
        .phones
        .iter()
        .map(|phone| {
            let words = format!("最近连接 {}，未上传{}条", time::moment(phone.last_seen), phone.unsent);
            view! { <li><p>{words}</p></li> }
        })
        .collect();
    let warned = (open.unsent() > 0).then(|| {
        let words = format!(" 手机里还有{}条没有上传。离岗后这些手机不能再上传，请先让本人联网上传。", open.unsent());
        view! { <p class="notice notice-attention">{Icon::Alert.view()} {words}</p> }
    });
    let none = open.phones.is_empty().then(|| view! { <p class="empty">"没有启用的手机。"</p> });
    view! { <section class="card"><h2>"手机"</h2>{warned}{none}<ul class="links">{lines}</ul></section> }.erase()
}

/// The sheet.
async fn kept(call: &Call, shown: &Leaving, sheet: &hand_over::Model) -> Result<AnyView, Refusal> {
    let line = &shown.account.line;
    let ids = [Some(sheet.done_by), sheet.claims_to, sheet.returned_to, sheet.refused_to];
    let ids: Vec<Uuid> = ids.into_iter().flatten().collect();
    let people = backend::access::rows::accounts::by_ids(&call.store().db, &ids).await?;
    let named = |id: Option<Uuid>| {
        let row = id.and_then(|id| people.iter().find(|row| row.id == id));
        row.map_or_else(|| "本单位".to_owned(), |row| row.display_name.clone())
    };
    let row = |what: &'static str, count: i32, to: Option<String>| {
        let to = to.filter(|_| count > 0).unwrap_or_else(|| "—".to_owned());
        view! { <tr><th scope="row">{what}</th><td>{count}</td><td>{to}</td></tr> }
    };
    let content = view! {
        <section class="card">
            <h2>"交接单"</h2>
            <p>{format!("{}（用户名 {}），{} 离岗，经办：{}。", line.display_name, line.username, time::moment(sheet.at), named(Some(sheet.done_by)))}</p>
            <table class="sums">
                <thead><tr><th scope="col">"事项"</th><th scope="col">"件数"</th><th scope="col">"交给"</th></tr></thead>
                <tbody>
                    {row("正在办理的登记", sheet.claims, Some(named(sheet.claims_to)))}
                    {row("退回待更正的登记", sheet.returned, Some(named(sheet.returned_to)))}
                    {row("没有收下、待更正的登记", sheet.refused, Some(named(sheet.refused_to)))}
                    {row("登记链接", sheet.links, Some("本单位".to_owned()))}
                    {row("等别人确认的事项", sheet.asked, Some("另一位管理员".to_owned()))}
                    {row("启用过的手机", sheet.phones, None)}
                    {row("手机里未上传的", sheet.unsent, None)}
                </tbody>
            </table>
            {(sheet.unsent > 0).then(|| view! { <p>{format!("离岗时手机里还有{}条没有上传，须由本人说明去向。", sheet.unsent)}</p> })}
            <p>"离岗人签字：________________　接手人签字：________________　日期：____________"</p>
            <button class="button no-print" type="button" data-print="">"打印"</button>
        </section>
    };
    Ok(content.erase())
}
