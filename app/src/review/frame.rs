//! The frame of an official's page: who is signed in, where one can go, and how to leave.

use std::borrow::Cow;

use domain::form::FormKind;
use domain::problem::Problem;
use domain::view::access::ActorView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use leptos_router::location::Url;

use crate::addresses::{self, access};
use crate::ui::erase::Erase as _;
use crate::ui::html::el;
use crate::ui::icon::Icon;
use crate::ui::office::office_link;
use crate::wire::Failure;
use crate::wire::sessions::home;

/// The page of a signed-in person.
pub fn official(title: &'static str, actor: &ActorView, content: AnyView) -> AnyView {
    let here = use_location().pathname.get_untracked();
    view! { <Title text=title/> {framed(actor, &here, content)} }.erase()
}

/// The frame around the content of the page at the path `here`. Pure, so that the office writes the same one.
pub fn framed(actor: &ActorView, here: &str, content: AnyView) -> AnyView {
    view! {
        <div class="page page-wide">
            <a class="skip" href="#content">"跳到正文"</a>
            <header class="band no-print">
                <div class="band-inner band-official">
                    <span class="brand">"童册"</span>
                    {ways(actor, here)}
                    <p class="actor">
                        <span class="actor-unit">{actor.division_name.replace('/', "")}</span>
                        <span>{actor.display_name.clone()} "（" {actor.role.label()} "）"</span>
                    </p>
                    <form method="post" action=access::SIGN_OUT><button type="submit">"退出"</button></form>
                </div>
            </header>
            {ending(actor, here)}
            {watermark(actor)}
            {content}
        </div>
    }
    .erase()
}

/// Over the pages of who sees records: name and unit, so faint that nobody reads them by chance.
fn watermark(actor: &ActorView) -> Option<AnyView> {
    if !(actor.role.reviews() || actor.role.consults()) {
        return None;
    }
    let mark = [actor.display_name.as_str(), &actor.division_name.replace('/', ""), "　　　"].join(" ").repeat(60);
    Some(view! { <div class="watermark no-print" aria-hidden="true" data-mark=mark></div> }.erase())
}

/// On the page where the day begins and on the own account: that the assignment ends soon.
fn ending(actor: &ActorView, here: &str) -> Option<AnyView> {
    let days = actor.days_left.filter(|_| [home(actor.role), access::ME].contains(&here))?;
    let words = match days {
        0 => "您的任职今天到期。需要续任的，请联系本单位的账号管理员。".to_owned(),
        days => format!("您的任职还有{days}天到期。需要续任的，请联系本单位的账号管理员。"),
    };
    Some(view! { <p class="notice notice-attention no-print">{Icon::Alert.view()} " " {words}</p> }.erase())
}

/// So many ways stand in the bar; where there are more than one besides, they lie under one entry.
const IN_BAR: usize = 4;

fn ways(actor: &ActorView, here: &str) -> AnyView {
    // The notices lie below the trail and stand beside it.
    let elsewhere = |to: &str| to == addresses::audit::SEARCH && addresses::is_at(here, addresses::audit::NOTICES);
    let current = |to: &str| addresses::is_at(here, to) && !elsewhere(to);
    let link = |(to, words): (Cow<'static, str>, &'static str)| {
        let link =
            if to == addresses::review::QUEUE { el("a").attr("href", to.clone()) } else { office_link(to.clone()) };
        let link = link.child(words);
        if current(&to) { link.attr("aria-current", "page") } else { link }.view()
    };
    let mut bar = all(actor);
    let rest = if bar.len() > IN_BAR + 1 { bar.split_off(IN_BAR) } else { Vec::new() };
    let more = (!rest.is_empty()).then(|| {
        let within = rest.iter().any(|(to, _)| current(to)).then_some("true");
        view! {
            <details class="more">
                <summary aria-current=within>"更多"</summary>
                <div>{rest.into_iter().map(link).collect::<Vec<_>>()}</div>
            </details>
        }
    });
    let bar: Vec<_> = bar.into_iter().map(link).collect();
    view! { <nav class="ways" aria-label="主菜单"><div class="everyday">{bar}</div>{more}</nav> }.erase()
}

/// Where somebody may go, by the access table: the everyday first, what is needed now and then behind it.
fn all(actor: &ActorView) -> Vec<(Cow<'static, str>, &'static str)> {
    let role = actor.role;
    [
        (role.reviews(), addresses::review::QUEUE.into(), "审核"),
        (role.accepts(), addresses::county::QUEUE.into(), "受理核实"),
        (role.compares(), addresses::comparison::BATCHES.into(), "部门比对"),
        (role.is_department(), addresses::comparison::DEPARTMENT.into(), "比对批次"),
        (role.settles_discrepancies(), addresses::comparison::DISCREPANCIES.into(), "差异"),
        (role.reviews(), addresses::fieldwork::VILLAGES.into(), "走访"),
        (role.keeps_accounts(), access::ACCOUNTS.into(), "账号"),
        (role.audits(), addresses::audit::SEARCH.into(), "审计"),
        (role.makes_links(), addresses::links::LIST.into(), "登记链接"),
        (role.consults(), addresses::grants::LIST.into(), "查阅"),
        (role.takes_out(), addresses::exports::LIST.into(), "导出"),
        (role.handles_requests(), addresses::rights::REQUESTS.into(), "个人信息请求"),
        (role.handles_notices(), addresses::audit::NOTICES.into(), "异常提醒"),
        (role.erases(), addresses::retention::LISTS.into(), "到期删除"),
        (role.records_breaches(), addresses::breaches::LIST.into(), "安全事件"),
        (role.reads_pack(), addresses::compliance::YEARS.into(), "年度材料"),
        (true, addresses::print::blank(FormKind::Migrant).into(), "空白表"),
        (true, access::ME.into(), "我的账号"),
    ]
    .into_iter()
    .filter_map(|(may, to, words)| may.then_some((to, words)))
    .collect()
}

/// The page when it cannot be shown: to the sign-in first, or what happened.
pub fn refused(failure: &Failure) -> AnyView {
    if matches!(failure, Failure::Problem(problem) if problem.leads_to_sign_in()) {
        let place = use_location();
        let here = place.pathname.get_untracked() + &search(&place.search.get_untracked());
        let path = access::sign_in(&Url::escape(&here));
        return lead_to(path);
    }
    let (title, way) = match failure {
        Failure::Problem(Problem::Forbidden) => ("这一页不对您开放", Some(other_account())),
        Failure::Problem(Problem::NotFound) => ("没有找到这一页", Some(other_account())),
        // A new document: the same page is asked for again.
        _ => ("现在打不开", Some(view! { <a class="button" href="" rel="external">"再试一次"</a> }.erase())),
    };
    view! {
        <Title text=title/>
        <main class="content" id="content" tabindex="-1">
            {refusal(title, failure)}
            {way}
        </main>
    }
    .erase()
}

/// On to a page of the office: the server answers with a redirect, a living page leaves its document.
fn lead_to(path: String) -> AnyView {
    #[cfg(feature = "hydrate")]
    {
        // Only an address that is none is refused.
        let _ = window().location().set_href(&path);
        ().erase()
    }
    #[cfg(not(feature = "hydrate"))]
    view! { <leptos_router::components::Redirect path=path/> }.erase()
}

/// The way to sign in as somebody else.
pub fn other_account() -> AnyView {
    view! {
        <form method="post" action=access::SIGN_OUT>
            <button class="button" type="submit">"换一个账号登录"</button>
        </form>
    }
    .erase()
}

/// What happened, with words.
pub fn refusal(title: &'static str, failure: &Failure) -> AnyView {
    view! {
        <div class="notice notice-attention" role="alert">
            <h2>{Icon::Alert.view()} " " {title}</h2>
            <p>{words(failure)}</p>
        </div>
    }
    .erase()
}

/// The words of a failure for an official.
#[must_use]
pub fn words(failure: &Failure) -> String {
    match failure {
        Failure::Offline => "现在连不上网，您写的内容还在本页，请联网后再试。".to_owned(),
        Failure::Problem(problem) if problem.leads_to_sign_in() => "登录已过期，您写的内容还在本页。".to_owned(),
        Failure::Problem(Problem::Internal) => "系统出了点问题，您写的内容还在本页，请稍后再试。".to_owned(),
        Failure::Problem(Problem::Claimed { by, until }) => {
            let until = crate::ui::time::clock(*until);
            format!("{by}正在办理这一条（到{until}）。您写的内容还在，待{by}办完或放回待办后可以再办。")
        }
        failure => failure.message(),
    }
}

/// What stands behind the path, with its question mark.
#[must_use]
pub fn search(search: &str) -> String {
    if search.is_empty() || search.starts_with('?') { search.to_owned() } else { format!("?{search}") }
}

/// The place of something that is being fetched.
pub fn waiting() -> AnyView {
    view! {
        <div class="stack" aria-busy="true">
            <p class="visually-hidden" role="status">"正在打开…"</p>
            <div class="skeleton"></div>
            <div class="skeleton"></div>
            <div class="skeleton"></div>
        </div>
    }
    .erase()
}
