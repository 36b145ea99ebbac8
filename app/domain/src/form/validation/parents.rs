//! Father and mother: V-23, V-24, V-28, V-29, and the parents' part of V-03.

use super::Check;
use super::adult::PARENTS;
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
            let message =
                [parent.adult.who, "的身份证号表示是", other(sex).label(), "性，是不是和另一位填反了？"].concat();
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
            [(adult.name.name(), "姓名"), (adult.id.name(), "证件号码"), (adult.current.name(), "现居住地")]
        {
            if !check.filled(field) {
                let message = ["请填写", adult.who, "的", what, "；去世、失联等情况，请在“", adult.who, "状况”里选择"];
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
            let message =
                [parent.adult.who, "和孩子的年龄差得太少或太多，请核对证件号码和孩子的出生日期；没有写错就不用改"];
            check.warn("V-28", parent.adult.id.name(), message.concat());
        }
    }
}

/// One number for many families is usually the collector's own.
fn v_29(check: &mut Check<'_>) {
    if let Some(field) = check.ctx.facts.busy_phone.filter(|field| check.filled(field)) {
        check.warn("V-29", field, "这个电话已经登记给 10 个以上的孩子，请填写家里自己的电话");
    }
}
