//! The list: counts, search, filters, lines, the next page.

use domain::eligibility::Class;
use domain::register::State;
use domain::view::review::{BatchOutcome, QueueFilter, QueueRow};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::filter_address::{narrows, write};
use super::outcome::notice;
use super::unsure::{self, once_reachable, unsure};
use super::{filter_form, frame, marks};
use crate::addresses;
use crate::platform;
use crate::review::functions::command::GO;
use crate::review::functions::{QueueView, approve_batch};
use crate::review::state::ReviewState;
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::once::Once;
use crate::ui::time;
use crate::wire::Failure;

/// The value of a line's tick box, when the line may be approved unread.
#[must_use]
pub fn line(row: &QueueRow) -> Option<String> {
    let clear = matches!(row.class, Class::M1 | Class::M2 | Class::Lb)
        && row.state == State::Submitted
        && row.findings == 0
        && !row.alert
        && !row.duplicates
        && row.claimed_by.is_none();
    clear.then(|| format!("{}:{}", row.id, row.version))
}

/// The list.
pub fn list(state: ReviewState, view: QueueView) -> AnyView {
    let QueueView { page, now, term, failure, ticked } = view;
    let filter = state.filter.get_untracked();
    state.rows.set(page.rows.clone());
    state.ticked.set(ticked.into_iter().collect());
    let refused = failure.map(Err);
    let outcome = move || match state.batch.get().or_else(|| refused.clone()) {
        Some(done) => Some(batch(done)),
        None => state.outcome_at(false),
    };
    let body = if page.rows.is_empty() { empty(&filter, &term) } else { lines(state, &page.rows, now, &term) };
    let role = page.actor.role;
    let acts = role.decides() || role.accepts();
    view! {
        <h1>"审核"</h1>
        {filter_form::counts(&filter, &page)}
        {filter_form::search(state, &term)}
        {filter_form::filters(&filter, &page)}
        <div role="status" class="stack-tight">{outcome}</div>
        {(!acts).then(|| view! { <p class="small">"您可以查看，由乡镇（街道）儿童督导员办理。"</p> })}
        {body}
        {page.next.map(|after| next(state, &filter, term, after))}
    }
    .erase()
}

fn empty(filter: &QueueFilter, term: &str) -> AnyView {
    let words = if !term.is_empty() {
        "没有查到。请核对身份证号或姓名；不在本乡镇（街道）的记录查不到。"
    } else if narrows(filter) {
        "没有符合筛选条件的记录。"
    } else if filter.state.is_none() {
        "暂无待审核登记。"
    } else {
        "没有这种状态的记录。"
    };
    view! { <div class="empty">{Icon::Done.view()} <p>{words}</p></div> }.erase()
}

fn lines(state: ReviewState, rows: &[QueueRow], now: i64, term: &str) -> AnyView {
    let batch = rows.iter().any(|row| line(row).is_some());
    let once = Once::default();
    let disabled = once.disabled();
    let submit = move |ev: SubmitEvent| {
        let Some(press) = platform::pressed(&ev) else { return };
        let records: Vec<String> =
            press.pairs.into_iter().filter(|(name, _)| name == "entry").map(|(_, record)| record).collect();
        if records.is_empty() {
            return;
        }
        once.start(async move {
            let done = approve_batch(records).await;
            match &done {
                Ok(_) => state.version.update(|version| *version += 1),
                Err(failure) if unsure(failure) => {
                    once_reachable(move || {
                        let _ = state.version.try_update(|version| *version += 1);
                    });
                }
                Err(_) => {}
            }
            state.batch.set(Some(done));
        });
    };
    let lines = rows.iter().map(|row| item(state, row, now)).collect_view();
    let words = move || match state.ticked.with(std::collections::BTreeSet::len) {
        0 => "批量通过".to_owned(),
        count => format!("批量通过（{count}条）"),
    };
    view! {
        <form method="post" action=state.address(None) on:submit=submit>
            {(!term.is_empty()).then(|| view! { <input type="hidden" name="search" value=term.to_owned()/> })}
            {batch.then(|| view! {
                <div class="batch">
                    <span class="small">"没有提示的可以勾选后一起通过"</span>
                    <button
                        class="button button-small"
                        type="submit"
                        name=GO
                        value="batch"
                        aria-disabled=disabled
                    >
                        {Icon::Check.view()} {words}
                    </button>
                </div>
            })}
            <ol class="lines">{lines}</ol>
        </form>
    }
    .erase()
}

fn item(state: ReviewState, row: &QueueRow, now: i64) -> AnyView {
    let (id, href) = (row.id.clone(), state.address(Some(&row.id)));
    let current = move || state.chosen.with(|chosen| chosen.as_ref() == Some(&id)).then_some("true");
    let age = if row.age >= 0 { format!("{}岁", row.age) } else { "年龄不详".to_owned() };
    let who = [row.sex.clone(), age].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let when =
        if row.state.waits_for_township() { time::waiting(row.entered_at, now) } else { time::day(row.entered_at) };
    let tick = line(row).map(|line| {
        let (shown, changed) = (line.clone(), line.clone());
        let before = state.ticked.with_untracked(|ticked| ticked.contains(&line));
        let name = format!("勾选{}（{}）", row.child_name, row.receipt_no);
        view! {
            <label class="tick">
                <input
                    type="checkbox"
                    name="entry"
                    value=line
                    aria-label=name
                    checked=before
                    prop:checked=move || state.ticked.with(|ticked| ticked.contains(&shown))
                    on:change=move |_| state.tick(&changed)
                />
            </label>
        }
    });
    view! {
        <li class="line" aria-current=current>
            {tick}
            <a class="line-link" href=href>
                <span class="line-head">
                    <strong>{row.child_name.clone()}</strong>
                    <span>{who}</span>
                    <span class="line-when">{when}</span>
                </span>
                <span class="line-sub">
                    {row.form.label()} " · " {row.class.label()} " · " {row.place.clone()}
                </span>
                <span class="line-sub number">
                    {if row.id_number.is_empty() { "无身份证号".to_owned() } else { row.id_number.clone() }}
                    " · " {row.receipt_no.clone()}
                </span>
                <span class="line-marks">{marks::state(row.state)} {marks::marks(row)}</span>
            </a>
        </li>
    }
    .erase()
}

/// What came of a batch.
fn batch(done: Result<BatchOutcome, Failure>) -> AnyView {
    match done {
        Err(failure) if unsure(&failure) => {
            unsure::notice("没有收到回答，勾选的可能已经通过。连上以后列表会重新读取，请看清每一条的状态再办。")
        }
        Err(failure) => frame::refusal("操作未完成", &failure),
        Ok(outcome) => notice(&outcome.into()),
    }
}

/// The way to the next page: by the address, or for results of a search by a post.
fn next(state: ReviewState, filter: &QueueFilter, term: String, after: String) -> AnyView {
    if term.is_empty() {
        let href = addresses::review::queue(&write(&QueueFilter { after: Some(after), ..filter.clone() }));
        return view! { <p><a class="button button-wide" href=href>"下一页" {Icon::Next.view()}</a></p> }.erase();
    }
    let (searched, place) = (term.clone(), after.clone());
    let submit = move |ev: SubmitEvent| {
        if platform::pressed(&ev).is_some() {
            state.term.set((searched.clone(), Some(place.clone())));
        }
    };
    view! {
        <form method="post" action=state.address(None) on:submit=submit>
            <input type="hidden" name="search" value=term/>
            <input type="hidden" name="after" value=after/>
            <button class="button button-wide" type="submit" name=GO value="search">"下一页" {Icon::Next.view()}</button>
        </form>
    }
    .erase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::FormKind;

    #[test]
    fn only_a_line_with_nothing_to_read_can_be_ticked() {
        let clear = QueueRow {
            id: "1".into(),
            receipt_no: String::new(),
            form: FormKind::Migrant,
            state: State::Submitted,
            class: Class::M1,
            child_name: "王*".into(),
            id_number: String::new(),
            age: 8,
            sex: "男".into(),
            place: String::new(),
            entered_at: 0,
            findings: 0,
            alert: false,
            duplicates: false,
            claimed_by: None,
            version: 2,
        };
        assert_eq!(line(&clear).as_deref(), Some("1:2"));
        for row in [
            QueueRow { findings: 1, ..clear.clone() },
            QueueRow { alert: true, ..clear.clone() },
            QueueRow { duplicates: true, ..clear.clone() },
            QueueRow { class: Class::Review, ..clear.clone() },
            QueueRow { state: State::Transferring, ..clear.clone() },
            QueueRow { claimed_by: Some("李督导".into()), ..clear.clone() },
        ] {
            assert_eq!(line(&row), None, "{row:?}");
        }
    }
}
