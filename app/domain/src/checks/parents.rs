//! Father and mother: V-23, V-24, V-28, V-29, and the parents' part of V-03.

use super::adult::PARENTS;
use super::findings::Check;
use crate::forms::keys;
use crate::values::{Sex, date};

pub(super) fn rules(check: &mut Check<'_>) {
    v_03(check);
    v_23(check);
    v_24(check);
    v_28(check);
    v_29(check);
}

/// The father is a man and the mother a woman by their numbers; a slip of the two is the usual cause.
fn v_03(check: &mut Check<'_>) {
    for (parent, sex) in PARENTS.iter().zip([Sex::Male, Sex::Female]) {
        if parent.adult.paper(check).and_then(|paper| paper.sex()).is_some_and(|found| found != sex) {
            let message = [parent.adult.who, "的身份证号是", other(sex).label(), "的，是不是和另一位填反了？"].concat();
            check.warn("V-03", parent.adult.id.name(), message);
        }
    }
}

pub(super) const fn other(sex: Sex) -> Sex {
    match sex {
        Sex::Male => Sex::Female,
        Sex::Female => Sex::Male,
    }
}

/// Name, paper and home of each parent, or a word about why not.
fn v_23(check: &mut Check<'_>) {
    for parent in &PARENTS {
        if !parent.is_present(check) {
            continue;
        }
        let adult = &parent.adult;
        for (field, what) in
            [(adult.name.name(), "姓名"), (adult.id.name(), "身份证号"), (adult.current.name(), "住址")]
        {
            if !check.filled(field) {
                let other = ["。", adult.who, "去世或联系不上的，请在“孩子", adult.who, "现在还好吗？”那题选"].concat();
                let message = ["请填", adult.who, "的", what, &other];
                check.error("V-23", field, message.concat());
            }
        }
    }
}

/// One adult can be called.
fn v_24(check: &mut Check<'_>) {
    if check.adults().iter().any(|adult| check.answers.get(adult.phone).is_some()) {
        return;
    }
    let reachable = PARENTS.iter().find(|parent| parent.is_present(check)).map(|parent| &parent.adult);
    let field = reachable.unwrap_or(check.carer()).phone.name();
    check.error("V-24", field, "请至少留一个大人的电话，方便工作人员联系");
}

/// A parent is at least 14 years older than the child, a mother at most 55.
fn v_28(check: &mut Check<'_>) {
    let Some(child) = check.answers.get(keys::CHILD_BIRTH_DATE) else { return };
    for (parent, oldest) in PARENTS.iter().zip([None, Some(55)]) {
        let Some(born) = parent.adult.paper(check).and_then(|paper| paper.birth_date()) else { continue };
        let years = |n: i32| date::add_months(born, n * 12);
        if child < years(14) || oldest.is_some_and(|oldest| child > years(oldest)) {
            let message = [parent.adult.who, "和孩子的年龄差有点不常见，请看看身份证号和孩子生日；没写错就不用改"];
            check.warn("V-28", parent.adult.id.name(), message.concat());
        }
    }
}

/// One number for many families is usually the collector's own.
fn v_29(check: &mut Check<'_>) {
    if let Some(field) = check.ctx.facts.busy_phone.filter(|field| check.filled(field)) {
        check.warn(
            "V-29",
            field,
            "这个电话在10个以上孩子的登记里用过。是帮忙填表的人的电话，请换成家里的；就是家里的，不用改",
        );
    }
}
