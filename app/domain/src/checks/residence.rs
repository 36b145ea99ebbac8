//! Where the child is registered and lives, since when and with whom: V-07 – V-09, V-12 and V-20.

use jiff::civil::Date;

use super::adult::{PARENTS, Parent};
use super::findings::{Check, set, text};
use crate::divisions::{Address, DivisionCode, county_info, county_kind, resolve};
use crate::eligibility::geography::Location;
use crate::form::{FieldKind, FormKind, Value};
use crate::forms::keys;
use crate::values::date;
use crate::values::text::is_empty;

pub(super) fn rules(check: &mut Check<'_>) {
    v_07(check);
    v_12(check);
    if check.form.kind == FormKind::Migrant {
        v_08(check);
        v_09(check);
        v_20(check);
    }
}

/// The hukou county exists on the as-of date. Imports may bring an abolished code.
fn v_07(check: &mut Check<'_>) {
    let field = keys::HUKOU_ADDRESS;
    let Some(county) = check.division(field).and_then(DivisionCode::county) else { return };
    if county_kind(county).is_none() {
        check.error("V-07", field.name(), "找不到户口地址里的县（区），请重新选");
        return;
    }
    let abolished = county_info(county).and_then(|info| info.valid_to).is_some_and(|last| check.as_of.year() > last);
    if !abolished || check.ctx.facts.imported {
        return;
    }
    check.error("V-07", field.name(), "户口地址里的县（区）已改名或合并，请选现在的名字");
    let next = resolve(county, check.as_of);
    if next != county
        && let Some(address) = check.answers.address(field)
    {
        let moved = Address { division_code: next.to_string(), division_path: String::new(), ..address.clone() };
        check.fix("换成现在的县（区）", set(field.name(), Value::Address(moved)));
    }
}

/// Birth, leaving, arrival and report follow each other.
fn v_08(check: &mut Check<'_>) {
    let mut earlier: Option<(Date, &str)> = check.answers.get(keys::CHILD_BIRTH_DATE).map(|born| (born, "出生"));
    for (key, name) in
        [(keys::LEFT_HUKOU_DATE, "“离开户口所在地的日子”"), (keys::ARRIVED_RESIDENCE_DATE, "“来到现在住处的日子”")]
    {
        let Some(day) = check.answers.get(key) else { continue };
        if day > check.as_of {
            check.error("V-08", key.name(), [name, "比填表这天还晚，请看看年份"].concat());
        } else if let Some((before, what)) = earlier
            && day < before
        {
            check.error("V-08", key.name(), [name, "不能比", what, "还早，请看看年份"].concat());
        }
        earlier = Some((day, name));
    }
}

/// Left before birth: usually a child who never lived at the hukou place.
fn v_09(check: &mut Check<'_>) {
    let field = keys::LEFT_HUKOU_DATE.name();
    if let (Some(left), Some(born)) =
        (check.answers.get(keys::LEFT_HUKOU_DATE), check.answers.get(keys::CHILD_BIRTH_DATE))
        && left < born
    {
        check.doubt("V-09", field, "孩子从来没在户口所在地住过的，离开日期就填出生日期");
        check.fix("没在户口所在地住过，填出生日期", set(field, text(date::format(born))));
    }
}

/// County always; township inside the deployment, and where only it tells the child's two places apart.
/// For the hukou of an adult and a place of work the county is enough (dictionary MC-31).
fn v_12(check: &mut Check<'_>) {
    let hukou = check.county(keys::HUKOU_ADDRESS);
    let same_county = hukou.is_some() && hukou == check.county(keys::CURRENT_ADDRESS);
    for field in check.form.fields().filter(|field| field.kind == FieldKind::Address) {
        let Some(Value::Address(address)) = check.answers.value(field.key) else { continue };
        let child = field.key == keys::HUKOU_ADDRESS.name() || field.key == keys::CURRENT_ADDRESS.name();
        let Ok(code) = DivisionCode::parse(&address.division_code) else {
            if address.division_code.is_empty() && (child || is_empty(&address.outside)) {
                county_missing(check, field.key, child);
            }
            continue;
        };
        if code.county().is_none() {
            county_missing(check, field.key, child);
        } else if code.township().is_none() && (child || is_home(check, field.key)) {
            if check.ctx.deployment.contains(code) || (child && same_county) {
                check.error("V-12", field.key, "请选到乡镇（街道）");
            } else if child {
                check.warn("V-12", field.key, "最好选到乡镇（街道），方便工作人员联系");
            }
        }
    }
}

fn county_missing(check: &mut Check<'_>, field: &'static str, child: bool) {
    let rule = if child { "V-12" } else { "type" };
    check.error(rule, field, "请选到县（区）");
}

fn is_home(check: &Check<'_>, field: &str) -> bool {
    check.adults().iter().any(|adult| adult.current.name() == field)
}

/// The parents with whom the child is said to live do live in the child's county.
fn v_20(check: &mut Check<'_>) {
    let field = keys::LIVING_WITH;
    let Some(home) = check.county(keys::CURRENT_ADDRESS) else { return };
    let apart = |parent: &Parent| match Location::of(check.answers.address(parent.adult.current)) {
        Location::At(code) => Some(code.county_on(check.as_of) != Some(home)),
        Location::Outside => Some(true),
        Location::Unknown => None,
    };
    let [father, mother] = PARENTS.each_ref().map(apart);
    match check.code(field) {
        "both_parents" if father == Some(true) || mother == Some(true) => {
            check.warn(
                "V-20",
                field.name(),
                "选的是和爸爸妈妈一起住，可爸爸或妈妈的住址在别的县（区）。没填错就不用改",
            );
        }
        "one_parent" if father == Some(true) && mother == Some(true) => {
            check.warn(
                "V-20",
                field.name(),
                "选的是和爸爸或妈妈一起住，可两个人的住址都在别的县（区）。没填错就不用改",
            );
        }
        _ => {}
    }
}
