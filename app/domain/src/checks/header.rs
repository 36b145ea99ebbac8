//! 表头: V-40 and V-41.

use jiff::civil::Date;

use super::findings::{Check, set, text};
use crate::divisions::DivisionCode;
use crate::form::Asker;
use crate::forms::keys;
use crate::routing;
use crate::values::date;

/// No version is older than the notice's first month (民发〔2024〕17号).
const FIRST_DAY: Date = jiff::civil::date(2024, 5, 1);

pub(super) fn rules(check: &mut Check<'_>) {
    v_40(check);
    v_41(check);
}

/// 填报单位 is the owner unit or above it. A child of another deployment goes there as a transfer notice,
/// whoever fills in the form (rules 6). A family has no unit: the service names the owner for it.
fn v_40(check: &mut Check<'_>) {
    let named = check.answers.text(keys::REPORTING_UNIT);
    let unit = match named {
        Some(code) => DivisionCode::parse(code).ok(),
        None => check.ctx.facts.unit.filter(|_| check.ctx.facts.asker != Asker::Family),
    };
    let owner = routing::owner(check.form.kind, check.answers, check.ctx.deployment);
    let deepest = owner.village.or(owner.township).or(owner.county.map(DivisionCode::from));
    let (Some(unit), Some(deepest)) = (unit, deepest) else { return };
    // A township of a merged county keeps its old digits; the unit above it may have the new ones. While
    // the owner's township is not known, it may be the unit.
    let above = unit.contains(deepest) || owner.county.is_some_and(|county| unit.contains(county.into()));
    if owner.inside_deployment && !above && !deepest.contains(unit) {
        let right = owner.township.unwrap_or(deepest).to_string();
        check.error("V-40", keys::REPORTING_UNIT.name(), "按规定，这个孩子由所属的乡镇（街道）负责登记，请改填报单位");
        check.fix("改成所属单位", set(keys::REPORTING_UNIT.name(), text(right)));
    }
}

/// 填报日期 is not in the future and not before the work began; a version older than the newest is doubtful.
fn v_41(check: &mut Check<'_>) {
    let field = keys::REPORT_DATE.name();
    let Some(reported) = check.answers.get(keys::REPORT_DATE) else { return };
    let facts = check.ctx.facts;
    if reported > check.ctx.today {
        check.error("V-41", field, "填报日期不能晚于今天");
        check.fix("改成今天", set(field, text(date::format(check.ctx.today))));
    } else if reported < FIRST_DAY && !facts.imported {
        check.error("V-41", field, "填报日期不能早于2024年5月1日，请再看一遍");
    } else if let Some(newest) = facts.newest_version.filter(|&newest| reported < newest) {
        let day = date::chinese(newest);
        check.doubt(
            "V-41",
            field,
            ["这个孩子已有日期更新的登记表（", &day, "）。确实要补录旧表的，请写明原因"].concat(),
        );
    }
}
