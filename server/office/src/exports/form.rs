//! The form that asks for an export: which records, which content, what for.

use app::addresses::exports::LIST;
use app::review::filter_address;
use app::ui::erase::Erase as _;
use app::ui::textarea;
use backend::access::accounts::Reviewer;
use backend::exports::{Asked, Format, MOST, MOST_ALONE, Purpose, groups};
use domain::access::Group;
use domain::eligibility::Class;
use domain::form::{FormKind, Sensitivity};
use domain::register::State;
use gate::last_value;
use leptos::prelude::*;

use crate::call::GO;

/// What was typed.
pub(super) fn read(pairs: &[(String, String)]) -> Asked {
    let chosen = |name: &str| Some(last_value(pairs, name).to_owned());
    let groups = pairs.iter().filter(|(name, _)| name == "group");
    Asked {
        filter: filter_address::read(chosen),
        groups: groups.filter_map(|(_, code)| Group::from_code(code)).collect(),
        purpose: Purpose::from_code(last_value(pairs, "purpose")),
        words: last_value(pairs, "words").to_owned(),
        format: Format::from_code(last_value(pairs, "format")).unwrap_or_default(),
    }
}

pub(super) fn form(reviewer: &Reviewer, typed: &[(String, String)]) -> AnyView {
    let value = |name: &str| last_value(typed, name).to_owned();
    let chosen = |group: Group| typed.iter().any(|(name, code)| name == "group" && code == group.code());
    let choices: Vec<_> = groups(reviewer)
        .into_iter()
        .map(|group| {
            let note = (group.sensitivity() == Sensitivity::S3).then_some("（敏感，要审批）");
            view! {
                <label class="choice">
                    <input type="checkbox" name="group" value=group.code() checked=chosen(group)/>
                    <span>{group.label()} <span class="small">{note}</span></span>
                </label>
            }
        })
        .collect();
    let states = State::ALL.iter().filter(|state| **state != State::Draft);
    view! {
        <form method="post" action=LIST class="card" data-typed="">
            <h2>"申请导出"</h2>
            <p class="small">{format!("导出本辖区的登记，一次最多{MOST}条。超过{MOST_ALONE}条，或者含敏感个人信息的，由另一人审批。文件只能由您本人领取一次，批准后24小时内有效。")}</p>
            <div class="filter-grid">
                <label class="sub">"办理状态" <select class="input" name="state">{options("全部在册", states.map(|state| (state.code(), state.label())), &value("state"))}</select></label>
                <label class="sub">"登记表" <select class="input" name="form">{options("全部", [FormKind::Migrant, FormKind::LeftBehind].iter().map(|form| (form.name(), form.label())), &value("form"))}</select></label>
                <label class="sub">"认定结果" <select class="input" name="class">{options("全部", Class::ALL.iter().map(|class| (class.code(), class.label())), &value("class"))}</select></label>
                <label class="sub">"村（居）代码" <input class="input" name="village" inputmode="numeric" maxlength="12" value=value("village")/></label>
            </div>
            <fieldset class="question-set"><legend class="question">"要导出的内容"</legend>{choices}</fieldset>
            <div class="filter-grid">
                <label class="sub">"用途" <select class="input" name="purpose">{options("请选择", Purpose::ALL.iter().map(|one| (one.code(), one.label())), &value("purpose"))}</select></label>
                <label class="sub">"格式" <select class="input" name="format">{Format::ALL.iter().map(|one| view! { <option value=one.code() selected=one.code() == value("format")>{one.label()}</option> }).collect_view()}</select></label>
            </div>
            <label class="question" for="words">"给谁、做什么、用到什么时候"</label>
            <textarea class="input" id="words" name="words" rows="2" maxlength="500">{textarea::words(&value("words"))}</textarea>
            <button class="button button-main" type="submit" name=GO value="request">"提出申请"</button>
        </form>
    }
    .erase()
}

fn options<'a>(none: &'static str, codes: impl Iterator<Item = (&'a str, &'a str)>, chosen: &str) -> AnyView {
    let options: Vec<_> = codes
        .map(|(code, label)| {
            view! { <option value=code.to_owned() selected=code == chosen>{label.to_owned()}</option> }
        })
        .collect();
    view! { <option value="">{none}</option> {options} }.erase()
}
