//! What stands around every page of an opened locker: the way home, what could not be kept, a new version.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::fieldwork::Household;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::addresses::fieldwork as address;
use crate::fieldwork::drafts::forms::Keeping;
use crate::fieldwork::phone_session::update::Renewed;
use crate::fieldwork::saving::Said;
use crate::fieldwork::{PhoneSession, Trouble, Worker};
use crate::platform;
use crate::ui::html::{El, Piece, el, live};
use crate::ui::icon::Icon;
use crate::ui::layout::page;
use crate::ui::once::Once;

/// A page with a way home.
pub(crate) fn framed(work: &PhoneSession, worker: &Worker, title: &str, content: Piece) -> AnyView {
    about(work, worker, title, title, content)
}

/// A page about somebody. The browser writes titles into its history, where anybody reads them: a name stands in the
/// heading only.
pub(crate) fn about(work: &PhoneSession, worker: &Worker, title: &str, heading: &str, content: Piece) -> AnyView {
    let home =
        el("a").class("button button-quiet").attr("href", address::HOME).child(Icon::Back.draw()).child(" 走访首页");
    let head = el("div").class("section-head no-print").child(home).child(lock(work));
    let heading = el("h1").child(heading.to_owned());
    page(title, Piece::Many(vec![head.into(), notices(work, worker), heading.into(), content]).view())
}

/// Closes the locker.
pub(crate) fn lock(work: &PhoneSession) -> El {
    let work = work.clone();
    el("button").class("button button-quiet").attr("type", "button").on("click", move |_| work.lock()).child("锁上童册")
}

/// What a worker has to know on every page.
pub(crate) fn notices(work: &PhoneSession, worker: &Worker) -> Piece {
    let (trouble, renewed, updating) = (worker.trouble(), work.renewed(), work.clone());
    let wrong_clock = worker
        .today()
        .1
        .then(|| notice("手机的日期不对", "登记按上次联网时的日期算。请在手机设置里把日期改成自动。").into());
    let unreadable = (worker.unreadable() > 0).then(|| {
        let words = format!("有{}份草稿打不开，它们还在手机上，没有删掉。请联系乡镇（街道）。", worker.unreadable());
        notice("有草稿打不开", words).into()
    });
    Piece::Many(vec![
        live(move || match trouble.get() {
            Some(Trouble(words)) => el("div")
                .class("notice notice-error")
                .attr("role", "alert")
                .child(el("h2").child("没有存上"))
                .child(el("p").child(words))
                .into(),
            None => Piece::Nothing,
        }),
        live(move || update(&updating, renewed.get())),
        others(worker),
        wrong_clock.unwrap_or(Piece::Nothing),
        unreadable.unwrap_or(Piece::Nothing),
    ])
}

fn notice(title: &'static str, words: impl Into<Piece>) -> El {
    el("div").class("notice notice-attention").child(el("h2").child(title)).child(el("p").child(words))
}

fn update(work: &PhoneSession, renewed: Renewed) -> Piece {
    let words = match renewed {
        Renewed::No => return Piece::Nothing,
        Renewed::Waits => "更新前先把没填完的存在这部手机上。更新要几秒钟。",
        Renewed::Writing => "正在把没填完的存在这部手机上，然后更新…",
        Renewed::UnsavedHere => "这一页还有没存上的，先不更新。请看上面的提示，存上以后再点。",
        Renewed::UnsavedElsewhere => "另一个打开的页面还有没存上的，先不更新。请到那一页看看，存上以后再点。",
        Renewed::Ready => "新版本已经装好。这一页还有没存上的，先不刷新；存上以后请再点一次。",
    };
    let work = work.clone();
    let button = el("button")
        .class("button button-main")
        .attr("type", "button")
        .on("click", move |_| work.update())
        .child("现在更新");
    el("div")
        .class("notice")
        .attr("role", "status")
        .child(el("h2").child("童册有新版本"))
        .child(el("p").child(words))
        .child((renewed != Renewed::Writing).then(|| el("div").class("button-row").child(button)))
        .into()
}

/// Another locker of the same worker, which another passcode opens.
fn others(worker: &Worker) -> Piece {
    let others = worker.others();
    live(move || {
        if others.get() == 0 {
            return Piece::Nothing;
        }
        el("div")
            .class("notice notice-attention")
            .child(el("h2").child("您在这部手机上还有一份资料"))
            .child(
                el("p")
                    .child("它是用另一种大小写的用户名建的，口令不一样。请到")
                    .child(el("a").attr("href", address::DEVICE).child("这部手机"))
                    .child("里合到一起。"),
            )
            .into()
    })
}

/// A link that looks like a line of a list, with a count at its end.
pub(crate) fn line(href: &str, words: impl Into<Piece>, count: impl Into<Piece>) -> El {
    el("li").child(
        el("a")
            .class("field-line")
            .attr("href", href.to_owned())
            .child(el("span").child(words))
            .child(el("span").class("count").child(count)),
    )
}

/// The line of a household.
pub(crate) fn household_line(household: &Household) -> El {
    let words = Piece::Many(vec![
        el("strong").child(household.head.clone()).into(),
        el("span").class("small").child(format!(" {}", household.detail)).into(),
    ]);
    line(&address::household(&household.id), words, household.state.label())
}

/// What did not succeed, while there is something.
pub(crate) fn failed(said: ArcRwSignal<Option<String>>) -> Piece {
    live(move || {
        said.get().map(|words| el("p").class("finding finding-error").attr("role", "alert").child(words)).into()
    })
}

/// What came of it, done or not, while there is something.
pub(crate) fn outcome(said: ArcRwSignal<Option<Result<String, String>>>) -> Piece {
    live(move || match said.get() {
        Some(Ok(words)) => el("p").class("notice notice-done").child(words).into(),
        Some(Err(words)) => el("p").class("finding finding-error").child(words).into(),
        None => Piece::Nothing,
    })
}

/// A question with the one control that answers it.
pub(crate) fn asked(name: &'static str, question: &'static str, control: El) -> Piece {
    let control = control.class("input").attr("id", name).attr("name", name);
    Piece::Many(vec![el("label").class("question").attr("for", name).child(question).into(), control.into()])
}

/// Makes the button say whether it rests or is at work, and that it cannot be pressed meanwhile.
pub(crate) fn working(button: El, once: &Once, [rest, at_work]: [&'static str; 2]) -> El {
    let (disabled, once) = (once.disabled(), once.clone());
    button
        .live("aria-disabled", move || Some(disabled().into()))
        .child(live(move || if once.at_work() { at_work.into() } else { rest.into() }))
}

/// Whether what is typed into a form is on the phone.
pub(crate) fn kept(keeping: &Keeping) -> Piece {
    let said = keeping.said();
    let words = live(move || {
        let (class, icon, words) = match said.get() {
            Said::Nothing => return Piece::Nothing,
            Said::Writing => ("saving", Icon::Phone, "正在保存…".to_owned()),
            Said::OnPhone => ("saving", Icon::Phone, "没写完的已存在这部手机上".to_owned()),
            Said::Refused(words) => ("saving saving-kept", Icon::Alert, words),
        };
        el("span").class(class).child(icon.draw()).child(words).into()
    });
    el("p").class("small").attr("role", "status").child(words).into()
}

/// The form, keeping what is typed into it.
pub(crate) fn keeps(form: El, keeping: &Keeping) -> El {
    let (typed, chosen) = (keeping.clone(), keeping.clone());
    let hear = |keeping: Keeping| {
        move |ev| {
            if let Some(change) = platform::changed(&ev) {
                keeping.typed(change);
            }
        }
    };
    form.on("input", hear(typed)).on("change", hear(chosen))
}

/// The way on from a page when what was pressed there is done; nowhere when the worker has gone to another page
/// meanwhile and may be typing there.
#[derive(Clone)]
pub(crate) struct Onward {
    navigate: Arc<dyn Fn(&str) + Send + Sync>,
    left: Arc<AtomicBool>,
}

impl Onward {
    /// The way on from the page that is shown now.
    pub(crate) fn from_here() -> Self {
        let (navigate, left) = (use_navigate(), Arc::new(AtomicBool::new(false)));
        let leaving = Arc::clone(&left);
        on_cleanup(move || leaving.store(true, Ordering::Relaxed));
        Self { navigate: Arc::new(move |to: &str| navigate(to, NavigateOptions::default())), left }
    }

    /// Leads on.
    pub(crate) fn to(&self, address: &str) {
        if !self.left.load(Ordering::Relaxed) {
            (self.navigate)(address);
            platform::scroll_to_top();
        }
    }
}

/// A line to be typed.
pub(crate) fn input(kind: &'static str, complete: &'static str) -> El {
    el("input").attr("type", kind).attr("autocomplete", complete)
}
