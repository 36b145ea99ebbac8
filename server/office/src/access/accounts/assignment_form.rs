//! The inputs of an assignment, and what was put into them.

use app::ui::erase::Erase as _;
use backend::access::administration::{Administrator, grantable};
use backend::divisions::names;
use domain::Date;
use domain::access::{Proposal, Role, longest_to};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use gate::last_value;
use leptos::prelude::*;

/// What was put in.
///
/// # Errors
/// [`Problem::Invalid`] at `role`, `place`, `from` or `to`.
pub(super) fn read(pairs: &[(String, String)]) -> Result<Proposal, Problem> {
    let wrong = |field: &str, message: &str| Problem::Invalid { field: field.into(), message: message.into() };
    let role = Role::from_code(last_value(pairs, "role")).ok_or_else(|| wrong("role", "请选择角色"))?;
    let place = last_value(pairs, "place").trim();
    let known = names::item(place).ok().flatten().is_some();
    let place = DivisionCode::parse(place).ok().filter(|_| known);
    let place = place.ok_or_else(|| wrong("place", "没有这个单位代码，请从列表里选，或填6、9、12位区划代码"))?;
    let day = |field: &str, message: &str| last_value(pairs, field).parse::<Date>().map_err(|_| wrong(field, message));
    Ok(Proposal { role, place, from: day("from", "请选择开始日期")?, to: day("to", "请选择结束日期")? })
}

/// The inputs, with what was put in before.
pub(super) fn inputs(by: &Administrator, typed: &[(String, String)], today: Date) -> AnyView {
    let chosen = last_value(typed, "role").to_owned();
    let roles: Vec<_> = grantable(by)
        .into_iter()
        .map(|role| {
            let selected = role.code() == chosen;
            let confirmed = if role.confirmed_by().is_some() { "（须另一人确认）" } else { "" };
            view! { <option value=role.code() selected=selected>{role.label()} {confirmed}</option> }
        })
        .collect();
    let own = by.area().to_string();
    let units = names::item(&own).ok().flatten().into_iter().chain(names::children(Some(&own)).unwrap_or_default());
    let units: Vec<_> = units.map(|unit| view! { <option value=unit.code>{unit.name}</option> }).collect();
    let or = |field: &str, otherwise: String| match last_value(typed, field) {
        "" => otherwise,
        typed => typed.to_owned(),
    };
    let usual = longest_to(Role::VillageDirector, today).to_string();
    view! {
        <div class="filter-grid">
            <label class="sub">"角色" <select class="input" name="role" required>{roles}</select></label>
            <label class="sub">
                "单位代码（村、社区填12位）"
                <input class="input number" name="place" list="units" inputmode="numeric" required autocomplete="off" maxlength="12" value=or("place", String::new())/>
            </label>
            <datalist id="units">{units}</datalist>
            <label class="sub">"开始日期" <input class="input" type="date" name="from" required value=or("from", today.to_string())/></label>
            <label class="sub">"结束日期" <input class="input" type="date" name="to" required value=or("to", usual)/></label>
        </div>
        <p class="small">"儿童主任、网格员任期最长13个月，其他角色最长25个月，到期可以续任。"</p>
    }
    .erase()
}
