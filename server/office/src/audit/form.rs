//! The inputs of a search, and what was typed into them.

use app::addresses::audit::SEARCH;
use app::ui::erase::Erase as _;
use backend::access::accounts::Auditor;
use backend::audit::{Kind, Outcome};
use backend::auditing::Wanted;
use backend::divisions::names;
use domain::access::Role;
use gate::last_value;
use leptos::prelude::*;

/// Name of what says in an address where the page begins.
pub(super) const AFTER: &str = "after";

/// What was typed, from an address or a form.
pub(super) fn wanted(pairs: &[(String, String)]) -> Wanted {
    let typed = |name: &str| last_value(pairs, name).trim().to_owned();
    Wanted {
        person: typed("person"),
        role: typed("role"),
        kind: typed("kind"),
        outcome: typed("outcome"),
        from: typed("from"),
        to: typed("to"),
        subject: typed("subject"),
        county: typed("county"),
    }
}

/// The same as a query string, with its question mark.
pub(super) fn query(wanted: &Wanted, more: &[(&str, &str)]) -> String {
    let pairs = wanted.pairs().into_iter().chain(more.iter().copied());
    format!("?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

/// The form.
pub(super) fn form(by: &Auditor, wanted: &Wanted) -> AnyView {
    let kinds = Kind::ALL.iter().map(|kind| (kind.code(), kind.label()));
    let outcomes = Outcome::ALL.iter().map(|outcome| (outcome.code(), outcome.label()));
    let roles = Role::ALL.iter().map(|role| (role.code(), role.label()));
    view! {
        <form method="get" action=SEARCH class="card" role="search">
            <div class="filter-grid">
                <label class="sub">"人员（姓名或用户名）" <input class="input" type="search" name="person" maxlength="60" autocomplete="off" value=wanted.person.clone()/></label>
                <label class="sub">"角色" {select("role", roles, &wanted.role)}</label>
                <label class="sub">"事项" {select("kind", kinds, &wanted.kind)}</label>
                <label class="sub">"结果" {select("outcome", outcomes, &wanted.outcome)}</label>
                <label class="sub">"从" <input class="input" type="date" name="from" required value=wanted.from.clone()/></label>
                <label class="sub">"到" <input class="input" type="date" name="to" required value=wanted.to.clone()/></label>
                <label class="sub">"受理编号或对象编号" <input class="input" type="search" name="subject" maxlength="60" autocomplete="off" spellcheck="false" value=wanted.subject.clone()/></label>
                {counties(by, wanted)}
            </div>
            <button class="button button-main" type="submit">"查询"</button>
        </form>
    }
    .erase()
}

/// The counties of an area that has several.
fn counties(by: &Auditor, wanted: &Wanted) -> Option<AnyView> {
    let all = by.counties();
    (all.len() > 1).then(|| {
        let names = all.iter().map(|code| (code.as_str(), names::name_in_words(code).unwrap_or_else(|_| code.clone())));
        let options: Vec<_> = names.map(|(code, name)| option(code, name, &wanted.county)).collect();
        view! {
            <label class="sub">"区县" <select class="input" name="county"><option value="">"全部"</option>{options}</select></label>
        }
        .erase()
    })
}

fn select<'a>(name: &'static str, codes: impl Iterator<Item = (&'a str, &'static str)>, chosen: &str) -> AnyView {
    let options: Vec<_> = codes.map(|(code, label)| option(code, label.to_owned(), chosen)).collect();
    view! { <select class="input" name=name><option value="">"全部"</option>{options}</select> }.erase()
}

fn option(code: &str, label: String, chosen: &str) -> AnyView {
    view! { <option value=code.to_owned() selected=code == chosen>{label}</option> }.erase()
}
