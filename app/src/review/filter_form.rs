//! Above the list: counts by state, search, filters.

use domain::eligibility::Class;
use domain::form::FormKind;
use domain::form::inputs::last_value;
use domain::register::State;
use domain::view::review::{QueueFilter, QueuePage};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::filter_address::{narrows, read, write};
use crate::addresses::review as address;
use crate::platform;
use crate::review::state::ReviewState;
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;

/// Ages by which the queue is filtered, in days.
const AGES: [u32; 3] = [3, 7, 15];

/// Counts by state, each a link.
pub fn counts(filter: &QueueFilter, page: &QueuePage) -> AnyView {
    let waiting = page.counts.iter().filter(|count| count.state.waits_for_township()).map(|count| count.count).sum();
    let link = |state: Option<State>, words: &'static str, count: u64| {
        let href = address::queue(&write(&QueueFilter { state, after: None, ..filter.clone() }));
        let current = (filter.state == state).then_some("page");
        view! { <li><a href=href aria-current=current>{words} " " <strong>{count}</strong></a></li> }
    };
    let links: Vec<_> = std::iter::once(link(None, "待办", waiting))
        .chain(page.counts.iter().map(|count| link(Some(count.state), count.state.label(), count.count)))
        .collect();
    view! { <nav aria-label="按状态"><ul class="counts">{links}</ul></nav> }.erase()
}

/// The search. What is searched for is posted, never put into an address.
pub fn search(state: ReviewState, term: &str) -> AnyView {
    let submit = move |ev: SubmitEvent| {
        if let Some(press) = platform::pressed(&ev) {
            state.term.set((last_value(&press.pairs, "search").trim().to_owned(), None));
        }
    };
    let clear = move |_| state.term.set((String::new(), None));
    let active = !term.is_empty();
    view! {
        <form class="search" role="search" method="post" action=state.address(None) on:submit=submit>
            <label class="visually-hidden" for="search">"按身份证号、姓名或登记编号查找"</label>
            <input
                class="input"
                id="search"
                type="search"
                name="search"
                value=term.to_owned()
                placeholder="身份证号、姓名或登记编号"
                autocomplete="off"
                spellcheck="false"
                maxlength="60"
            />
            <button class="button" type="submit" name="go" value="search">{Icon::Search.view()} "查找"</button>
        </form>
        {active.then(|| view! {
            <p class="small">
                "只显示查到的记录。" <a href=state.address(None) on:click=clear>"清除查找"</a>
            </p>
        })}
    }
    .erase()
}

/// The filters, in the address.
pub fn filters(filter: &QueueFilter, page: &QueuePage) -> AnyView {
    let open = narrows(filter);
    let chosen = |code: Option<&str>, this: &str| code == Some(this);
    let forms = [FormKind::Migrant, FormKind::LeftBehind].map(|form| {
        view! { <option value=form.name() selected=filter.form == Some(form)>{form.label()}</option> }
    });
    let classes = Class::ALL.map(|class| {
        view! { <option value=class.code() selected=filter.class == Some(class)>{class.label()}</option> }
    });
    let villages = page.villages.iter().map(|village| {
        let words = format!("{}（{}）", village.name, village.count);
        let selected = chosen(filter.village.as_deref(), &village.code);
        view! { <option value=village.code.clone() selected=selected>{words}</option> }
    });
    let ages = AGES.map(|days| {
        let selected = filter.older_than_days == Some(days);
        view! { <option value=days.to_string() selected=selected>{format!("待办{days}天以上")}</option> }
    });
    let villages = villages.collect_view();
    let state = filter.state.map(|state| view! { <input type="hidden" name="state" value=state.code()/> });
    let (duplicates, clean) = (filter.duplicates, filter.clean);
    let navigate = use_navigate();
    let submit = move |ev: SubmitEvent| {
        let Some(press) = platform::pressed(&ev) else { return };
        let filter = read(|name| Some(last_value(&press.pairs, name).to_owned()));
        let stay = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate(&address::queue(&write(&filter)), stay);
    };
    let clear = address::queue(&write(&QueueFilter { state: filter.state, ..QueueFilter::default() }));
    view! {
        <details class="filters" open=open>
            <summary>"筛选" {open.then(|| view! { <span class="tag">"已筛选"</span> })}</summary>
            <form method="get" action=address::QUEUE on:submit=submit>
                <div class="filter-grid">
                    {state}
                    <label class="sub">"登记表" <select class="input" name="form"><option value="">"全部"</option>{forms.collect_view()}</select></label>
                    <label class="sub">"认定结果" <select class="input" name="class"><option value="">"全部"</option>{classes.collect_view()}</select></label>
                    <label class="sub">"村（社区）" <select class="input" name="village"><option value="">"全部"</option>{villages}</select></label>
                    <label class="sub">"待办时间" <select class="input" name="older"><option value="">"不限"</option>{ages.collect_view()}</select></label>
                    <label class="choice"><input type="checkbox" name="duplicates" value="1" checked=duplicates/> "疑似重复"</label>
                    <label class="choice"><input type="checkbox" name="clean" value="1" checked=clean/> "没有提示，可批量通过"</label>
                </div>
                <div class="button-row">
                    <button class="button" type="submit">"筛选"</button>
                    {open.then(|| view! { <a class="button button-quiet" href=clear>"清除筛选"</a> })}
                </div>
            </form>
        </details>
    }
    .erase()
}
