//! A page of what was found.

use app::addresses::audit;
use app::ui::erase::Erase as _;
use app::ui::time;
use backend::access::accounts::Auditor;
use backend::auditing::{EventLine, SearchPage, Wanted};
use domain::access::Action;
use leptos::prelude::*;

use super::{form, words};

/// The table, with the ways on.
pub(super) fn found(by: &Auditor, wanted: &Wanted, page: SearchPage) -> AnyView {
    if page.lines.is_empty() {
        return view! { <p class="empty">"没有符合条件的记录，换个条件再查。"</p> }.erase();
    }
    let several = by.counties().len() > 1;
    let count = page.lines.len();
    let lines: Vec<_> = page.lines.into_iter().map(|line| row(line, several)).collect();
    let export = by.account().may(Action::AuditExport).then(|| {
        view! { <a class="button" href=audit::export(&form::query(wanted, &[]))>"导出"</a> }
    });
    let next = page.next.map(|place| {
        view! { <a class="button" href=audit::found(&form::query(wanted, &[(form::AFTER, place.as_str())]))>"下一页"</a> }
    });
    view! {
        <section class="card">
            <h2>"查询结果"</h2>
            <p class="small">{format!("本页{count}条，新的在前。")}</p>
            <table class="events">
                <thead>
                    <tr>
                        <th scope="col">"时间"</th>
                        <th scope="col">"事项"</th>
                        <th scope="col">"人员"</th>
                        <th scope="col">"对象"</th>
                        <th scope="col">"结果"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            <div class="button-row">{next} {export}</div>
        </section>
    }
    .erase()
}

fn row(line: EventLine, several: bool) -> AnyView {
    let EventLine { event, who } = line;
    let href = audit::event(&event.county_code, &event.lane.to_string(), event.no);
    let role = words::role(&event.role);
    let who = if role.is_empty() { who } else { format!("{who}（{role}）") };
    let place = several.then(|| words::division(&event.county_code));
    view! {
        <tr>
            <td data-label="时间"><a href=href>{time::moment(event.at)}</a></td>
            <td data-label="事项">{words::kind(&event.kind)}</td>
            <td data-label="人员">{who} {place.map(|place| view! { <span class="small">" " {place}</span> })}</td>
            <td data-label="对象" class:none=event.subject.is_none()>{words::subject(&event.subject_kind)} " " <span class="id">{event.subject.map(words::short_id)}</span></td>
            <td data-label="结果">{words::outcome(&event.outcome)}</td>
        </tr>
    }
    .erase()
}
