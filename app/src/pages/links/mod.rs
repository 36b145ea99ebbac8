//! Pages of those who bring families in: making links, and their posters. Every route here is lazy.

mod made;
pub(super) mod poster;

use domain::Date;
use domain::values::date::chinese;
use domain::view::{LinkKind, LinkRow, NewLink};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Failure;
use crate::api::codec::resource;
use crate::api::links::{DAYS, LinksView, create, list, revoke};
use crate::api::reviews::command::value;
use crate::components::erase::Erase as _;
use crate::components::icon::Icon;
use crate::components::once::Once;
use crate::components::review::frame::{official, refusal, refused, waiting};
use crate::components::review::time;
use crate::components::review::unsure::{self, once_reachable, unsure};
use crate::platform;

/// `/links`.
pub(in crate::pages) fn show() -> AnyView {
    let state = State { version: RwSignal::new(0), made: RwSignal::new(None), failed: RwSignal::new(None) };
    let links = resource(move || state.version.get(), |_| list());
    view! {
        <Transition fallback=waiting>
            {move || Suspend::new(async move {
                match links.await {
                    Ok(view) => untrack(|| page(state, view)),
                    Err(failure) => refused(&failure),
                }
            })}
        </Transition>
    }
    .erase()
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct State {
    /// Grows whenever the list has changed.
    version: RwSignal<u32>,
    /// The link just made.
    made: RwSignal<Option<NewLink>>,
    /// Why something was not done.
    failed: RwSignal<Option<Failure>>,
}

impl State {
    /// Something was refused, or its answer was lost: then the list shows what has become of it.
    fn not_done(self, failure: Failure) {
        if unsure(&failure) {
            once_reachable(move || {
                let _ = self.version.try_update(|version| *version += 1);
            });
        }
        self.made.set(None);
        self.failed.set(Some(failure));
    }
}

/// Why something was not done, or why nobody knows.
fn told(failure: &Failure) -> AnyView {
    if unsure(failure) {
        return unsure::told(
            "没有收到回答。连上以后下面的列表会重新读取：多出来的链接就是刚做的，它的地址看不到了，请停用它再做一个；             要停用的，请看它是不是已停用。",
        );
    }
    refusal("操作未完成", failure)
}

fn page(state: State, view: LinksView) -> AnyView {
    let LinksView { actor, rows, divisions, today, made, typed, failure } = view;
    let shown = move || state.made.get().or_else(|| made.clone()).map(|link| made::made(&link));
    let failed = move || state.failed.get().or_else(|| failure.clone()).map(|failure| told(&failure));
    let content = view! {
        <main class="content content-wide" id="content" tabindex="-1">
            <h1>"登记链接"</h1>
            <div id="made" tabindex="-1">{shown}</div>
            <div role="alert" id="failed" tabindex="-1">{failed}</div>
            {form(state, divisions, &typed)}
            {table(state, rows, today)}
        </main>
    };
    official("登记链接", &actor, content.erase())
}

/// The form that makes a link.
fn form(state: State, divisions: Vec<(String, String)>, typed: &[(String, String)]) -> AnyView {
    let once = Once::default();
    let disabled = once.disabled();
    let submit = move |ev: SubmitEvent| {
        let Some(press) = platform::pressed(&ev) else { return };
        once.start(async move {
            let place = match create(press.pairs).await {
                Ok(link) => {
                    state.failed.set(None);
                    state.made.set(Some(link));
                    state.version.update(|version| *version += 1);
                    "made"
                }
                Err(failure) => {
                    state.not_done(failure);
                    "failed"
                }
            };
            set_timeout(move || platform::focus(place), std::time::Duration::ZERO);
        });
    };
    let personal = value(typed, "kind") == "personal";
    let (division, days) = (value(typed, "division"), value(typed, "days"));
    let options: Vec<_> = divisions
        .into_iter()
        .map(|(code, name)| {
            let selected = code == division;
            view! { <option value=code selected=selected>{name}</option> }
        })
        .collect();
    let lengths = DAYS.map(|length| {
        let word = length.to_string();
        let selected = if days.is_empty() { length == 90 } else { days == word };
        view! { <option value=word selected=selected>{format!("{length}天")}</option> }
    });
    view! {
        <form method="post" action="/links" class="card no-print" on:submit=submit>
            <h2>"生成新链接"</h2>
            <fieldset class="field-plain">
                <legend>"给谁用"</legend>
                <div class="choices">
                    <label class="choice">
                        <input type="radio" name="kind" value="village" checked=!personal/>
                        <span>"全村（社区）：印成二维码海报张贴，许多家庭扫同一个码，各填各的"</span>
                    </label>
                    <label class="choice">
                        <input type="radio" name="kind" value="personal" checked=personal/>
                        <span>"一个家庭：发给家长，之后还能用它查看结果和修改"</span>
                    </label>
                </div>
            </fieldset>
            <div class="filter-grid">
                <label class="sub">"村（社区）" <select class="input" name="division" required>{options}</select></label>
                <label class="sub">"有效期" <select class="input" name="days">{lengths.collect_view()}</select></label>
            </div>
            <label class="sub">
                "备注（只有工作人员看得到，可不填；请不要写孩子的姓名和证件号）"
                <input class="input" type="text" name="note" maxlength="100" autocomplete="off" value=value(typed, "note").to_owned()/>
            </label>
            <button class="button button-main" type="submit" aria-disabled=disabled>"生成链接"</button>
        </form>
    }
    .erase()
}

/// The links made so far.
fn table(state: State, rows: Vec<LinkRow>, today: Date) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="empty no-print">"暂无登记链接。"</p> }.erase();
    }
    let submit = move |ev: SubmitEvent| {
        let Some(press) = platform::pressed(&ev) else { return };
        let Some(("revoke", id)) = press.value.split_once(':') else { return };
        let id = id.to_owned();
        spawn_local(async move {
            match revoke(id).await {
                Ok(()) => {
                    state.failed.set(None);
                    state.version.update(|version| *version += 1);
                }
                Err(failure) => state.not_done(failure),
            }
        });
    };
    let rows: Vec<_> = rows.into_iter().map(|row| line(row, today)).collect();
    view! {
        <form method="post" action="/links" class="card no-print" on:submit=submit>
            <h2>"已生成的链接"</h2>
            <p class="small">"链接的地址只在生成时显示一次。链接遗失的，请停用后重新生成；已经提交的登记不受影响。"</p>
            <ul class="links">{rows}</ul>
        </form>
    }
    .erase()
}

fn line(row: LinkRow, today: Date) -> AnyView {
    let open = row.revoked_at.is_none() && row.expires_on >= today;
    let state = match row.revoked_at {
        Some(at) => view! { <span class="tag">"已停用 " {time::day(at)}</span> }.erase(),
        None if !open => view! { <span class="tag">"已过期"</span> }.erase(),
        None => {
            view! { <span class="tag tag-done">{Icon::Check.view()} "有效到 " {chinese(row.expires_on)}</span> }.erase()
        }
    };
    let name = kind(row.kind);
    let label = format!("停用{name}：{} {}", row.division_name, row.note);
    view! {
        <li>
            <div class="link-words">
                <p><strong>{name}</strong> " · " {row.division_name.clone()} " " {state}</p>
                {(!row.note.is_empty()).then(|| view! { <p>{row.note.clone()}</p> })}
                <p class="small">{time::day(row.created_at)} " 生成 · 已收到 " {row.used} " 份登记"</p>
            </div>
            {open.then(|| view! {
                <button class="button button-small button-danger" type="submit" name="go" value=format!("revoke:{}", row.id) aria-label=label>
                    "停用"
                </button>
            })}
        </li>
    }
    .erase()
}

/// The kind in words.
const fn kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Personal => "一个家庭的链接",
        LinkKind::Village => "全村（社区）二维码",
    }
}
