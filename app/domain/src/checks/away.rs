//! The parents of a left-behind child: V-34, V-35 and V-39.
//!
//! LB-33 and LB-34 sum up facts that are also told parent by parent (rules 4, form cross-check); where
//! both are known they agree.

use super::adult::{PARENTS, Parent};
use super::findings::{Check, set};
use crate::eligibility::Truth;
use crate::eligibility::geography::{Location, cross_county};
use crate::form::{Asker, Value};
use crate::forms::keys;
use crate::values::date;

pub(super) fn rules(check: &mut Check<'_>) {
    v_34(check);
    v_35(check);
    v_39(check);
}

/// What was said: works away from home? A parent who is dead, missing or the like does not.
fn says_away(check: &Check<'_>, parent: &Parent) -> Option<bool> {
    if parent.is_present(check) { check.yes(parent.away_for_work) } else { Some(false) }
}

/// Surely away in the sense of the rule: across counties, not between exempt districts, for six months.
fn surely_away(check: &Check<'_>, parent: &Parent) -> bool {
    let crosses = match (check.division(keys::HUKOU_ADDRESS), Location::of(check.answers.address(parent.work_place))) {
        (Some(home), Location::At(work)) => cross_county(home, work, check.ctx.policy, check.as_of).truth == Truth::Yes,
        (Some(_), Location::Outside) => true,
        _ => false,
    };
    let months = check.ctx.policy.left_behind_months;
    says_away(check, parent) == Some(true)
        && crosses
        && check.answers.get(parent.away_since).is_some_and(|since| date::add_months(since, months) <= check.as_of)
        && check.answers.get(parent.away_until).is_none_or(|until| until > check.as_of)
}

/// Surely without capability: said to have none, or impaired or absent with a recorded 综合判断.
fn surely_incapable(check: &Check<'_>, parent: &Parent) -> bool {
    let judged = parent.is_judged(check);
    match check.code(parent.capacity) {
        "none" => true,
        "impaired" => judged,
        _ => judged && !parent.is_present(check) && check.code(parent.status) != "unknown",
    }
}

fn v_34(check: &mut Check<'_>) {
    let (both, one) = (keys::BOTH_PARENTS_AWAY, keys::ONE_AWAY_OTHER_INCAPABLE);
    let (says_both, says_one) = (check.yes(both), check.yes(one));
    let said = PARENTS.each_ref().map(|parent| says_away(check, parent));
    let sure = PARENTS.each_ref().map(|parent| surely_away(check, parent));
    if says_both == Some(true) && says_one == Some(true) {
        check.error("V-34", one.name(), "“两个人都在外地打工”和“一个在外地打工，另一个照顾不了孩子”，只能有一个选“是”");
        return;
    }
    if says_both == Some(true) && said.contains(&Some(false)) {
        check.error("V-34", both.name(), "前面填的是爸爸妈妈有一个没在外地打工，这里就选“否”；前面填错了，请回去改");
        check.fix("改成“否”", set(both.name(), Value::Bool(false)));
    } else if says_both == Some(false) && sure == [true, true] {
        check.error("V-34", both.name(), "前面填的是爸爸妈妈都在外地打工满6个月，这里就选“是”；前面填错了，请回去改");
        check.fix("改成“是”", set(both.name(), Value::Bool(true)));
    }
    if says_one == Some(true) {
        let able = |parent: &Parent| parent.is_present(check) && check.code(parent.capacity) == "full";
        let stays_and_able = [(0, 1), (1, 0)]
            .iter()
            .any(|&(away, stays)| said[away] == Some(true) && said[stays] != Some(true) && able(&PARENTS[stays]));
        if said == [Some(false), Some(false)] {
            check.error("V-34", one.name(), "前面填的是爸爸妈妈都没在外地打工，这里就选“否”；前面填错了，请回去改");
        } else if sure == [true, true] {
            check.error("V-34", one.name(), "爸爸妈妈都在外地打工的，上一题选“是”，这一题选“否”");
        } else if stays_and_able {
            check.error("V-34", one.name(), "前面填的是在家的那个能照顾孩子，这里就选“否”；前面填错了，请回去改");
        } else {
            return;
        }
        check.fix("改成“否”", set(one.name(), Value::Bool(false)));
    } else if says_one == Some(false) {
        let incapable = PARENTS.each_ref().map(|parent| surely_incapable(check, parent));
        let stays = [0, 1].iter().any(|&away| sure[away] && said[1 - away] != Some(true) && incapable[1 - away]);
        if stays {
            check.error(
                "V-34",
                one.name(),
                "前面填的是一个在外地打工、另一个照顾不了孩子，这里就选“是”；前面填错了，请回去改",
            );
            check.fix("改成“是”", set(one.name(), Value::Bool(true)));
        }
    }
}

/// 综合判断: which parent, why, judged by whom, when, on what ground. A family is not asked for the
/// judgement; until a worker has recorded it the verdict asks for one.
fn v_35(check: &mut Check<'_>) {
    let field = keys::ONE_AWAY_OTHER_INCAPABLE;
    if check.yes(field) != Some(true) {
        return;
    }
    let Some(parent) = incapable_parent(check) else {
        check.error("V-35", field.name(), "请选一下是爸爸还是妈妈照顾不了孩子，再选原因");
        return;
    };
    let mut missing = Vec::new();
    if parent.is_present(check) {
        if !matches!(check.code(parent.capacity), "impaired" | "none" | "full") {
            missing.push((parent.capacity.name(), ["请选一下", parent.adult.who, "能不能照顾孩子"].concat()));
        }
        if !check.filled(parent.reason.name()) {
            missing.push((parent.reason.name(), ["请选一下", parent.adult.who, "为什么照顾不了孩子"].concat()));
        }
    }
    let judgement = [
        (parent.judged_by.name(), "请写明由哪个单位、谁综合判断"),
        (parent.judged_at.name(), "请填写作出判断的日期"),
        (parent.basis.name(), "请写明判断的依据，例如诊断证明、残疾人证"),
    ];
    if check.ctx.facts.asker == Asker::Family {
        if !parent.is_judged(check) {
            check.warn(
                "V-35",
                field.name(),
                "是不是照顾不了孩子，要由村（居）和乡镇（街道）综合判断。提交后，工作人员会联系您",
            );
        }
    } else {
        missing.extend(judgement.map(|(field, message)| (field, message.to_owned())));
    }
    for (field, message) in missing {
        if !check.filled(field) {
            check.error("V-35", field, message);
        }
    }
}

/// The parent of whom LB-34 says that he or she cannot care for the child.
fn incapable_parent(check: &Check<'_>) -> Option<&'static Parent> {
    let [father, mother] = PARENTS.each_ref().map(|parent| {
        let stays = says_away(check, parent) != Some(true);
        let limited = matches!(check.code(parent.capacity), "impaired" | "none") || !parent.is_present(check);
        (stays, limited)
    });
    match (father, mother) {
        ((true, true), (_, false)) | ((true, _), (false, _)) => Some(&PARENTS[0]),
        ((_, false), (true, true)) | ((false, _), (true, _)) => Some(&PARENTS[1]),
        _ => None,
    }
}

/// A parent who is away lives where the rule does not count it as away.
fn v_39(check: &mut Check<'_>) {
    let Some(home) = check.division(keys::HUKOU_ADDRESS) else { return };
    let both = check.yes(keys::BOTH_PARENTS_AWAY) == Some(true);
    for parent in &PARENTS {
        if !parent.is_present(check) || !check.yes(parent.away_for_work).unwrap_or(both) {
            continue;
        }
        let place =
            [parent.adult.current, parent.work_place].into_iter().find_map(|key| Some((key, check.division(key)?)));
        if let Some((key, there)) = place
            && cross_county(home, there, check.ctx.policy, check.as_of).truth == Truth::No
        {
            let same = home.county_on(check.as_of) == there.county_on(check.as_of);
            let where_to = if same { "在同一个县（区）" } else { "虽然不在一个县（区）" };
            let message = [
                parent.adult.who,
                "打工的地方和孩子的户口",
                where_to,
                if same { "，按规定不算" } else { "，按规定也不算" },
                "外出打工。地址没填错就不用改",
            ]
            .concat();
            check.warn("V-39", key.name(), message);
        }
    }
}
