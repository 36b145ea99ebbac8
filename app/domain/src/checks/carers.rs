//! Who cares for the child beside the parents: V-21, V-22, V-25, V-36 – V-38, and the carers' part of V-03.

use super::adult::{ENTRUSTED_CARER, OTHER_GUARDIAN, PARENTS};
use super::findings::{Check, clear};
use super::parents::other;
use crate::form::FormKind;
use crate::forms::keys;
use crate::values::{Sex, date};

pub(super) fn rules(check: &mut Check<'_>) {
    v_22(check);
    v_25(check);
    v_03(check);
    match check.form.kind {
        FormKind::Migrant => v_21(check),
        FormKind::LeftBehind => {
            v_36(check);
            v_37(check);
            v_38(check);
        }
    }
}

/// Grandfathers are men and grandmothers women by their numbers.
fn v_03(check: &mut Check<'_>) {
    let relation = match check.form.kind {
        FormKind::Migrant => keys::OTHER_GUARDIAN_RELATION,
        FormKind::LeftBehind => keys::ENTRUSTED_CARER_RELATION,
    };
    let expected = match check.code(relation) {
        "paternal_grandfather" | "maternal_grandfather" | "祖父" | "外祖父" | "爷爷" | "外公" | "姥爷（外公）" => {
            Sex::Male
        }
        "paternal_grandmother" | "maternal_grandmother" | "祖母" | "外祖母" | "奶奶" | "外婆" | "姥姥（外婆）" => {
            Sex::Female
        }
        _ => return,
    };
    let carer = check.carer();
    if carer.paper(check).and_then(|paper| paper.sex()).is_some_and(|sex| sex != expected) {
        let message =
            ["这个身份证号是", other(expected).label(), "的，和“是孩子的什么人”对不上，请看看哪个填错了"].concat();
        check.warn("V-03", carer.id.name(), message);
    }
}

fn v_21(check: &mut Check<'_>) {
    let guardian = &OTHER_GUARDIAN;
    let section = [
        (guardian.name.name(), "请填写这位监护人的姓名"),
        (keys::OTHER_GUARDIAN_RELATION.name(), "请填写这位监护人是孩子的什么人"),
        (guardian.id.name(), "请填写这位监护人的身份证号"),
        (guardian.phone.name(), "请填写这位监护人的电话"),
        (guardian.hukou.name(), "请填写这位监护人的户口在哪里"),
        (guardian.current.name(), "请填写这位监护人现在住在哪里"),
    ];
    match check.code(keys::LIVING_WITH) {
        "other_guardian" => {
            for (field, message) in section {
                if !check.filled(field) {
                    check.error("V-21", field, message);
                }
            }
        }
        "both_parents" => {
            if let Some((field, _)) = section.into_iter().find(|(field, _)| check.filled(field)) {
                check.warn("V-21", field, "孩子和爸爸妈妈一起住，一般不用填其他监护人。没填错就不用改");
            }
        }
        _ => {}
    }
}

/// A child under 16 may not live alone outside guardianship (未成年人保护法 第二十一条).
fn v_22(check: &mut Check<'_>) {
    if check.code(keys::GUARDIANSHIP_STATUS) == "unattended" {
        let message = "孩子现在没有人照顾。请填完并提交，工作人员看到后会尽快联系您。等不及的，请马上打电话给村（居）儿童主任；有危险请打110";
        check.alert("V-22", keys::GUARDIANSHIP_STATUS.name(), message);
    }
    if check.form.kind == FormKind::Migrant && check.code(keys::LIVING_WITH) == "none" {
        let message = "不满16周岁的孩子不能一个人住。请填完并提交，工作人员会尽快联系您；有危险请打110";
        check.alert("V-22", keys::LIVING_WITH.name(), message);
    }
}

/// The carer is an adult and neither father nor mother.
fn v_25(check: &mut Check<'_>) {
    let carer = check.carer();
    let born = carer.paper(check).and_then(|paper| paper.birth_date());
    if born.is_some_and(|born| date::full_years(born, check.as_of) < 18) {
        let message =
            ["照身份证号算，", carer.who, "还不满18岁。号码填错了请改；确实是这位照顾的，请写一句原因"].concat();
        check.doubt("V-25", carer.id.name(), message);
    }
    let Some(number) = carer.number(check) else { return };
    for parent in &PARENTS {
        if parent.adult.number(check).as_ref() == Some(&number) {
            let message = [carer.who, "的身份证号和", parent.adult.who, "的一样，请看看哪个填错了"].concat();
            check.doubt("V-25", carer.id.name(), message);
        }
    }
}

/// Parents who both leave entrust an able adult (未成年人保护法 第二十二条). Without a carer the section
/// stays empty; with one, the declaration asks for all of it.
fn v_36(check: &mut Check<'_>) {
    let (has, status) = (keys::HAS_ENTRUSTED_CARER, keys::GUARDIANSHIP_STATUS);
    let none = check.yes(has) == Some(false);
    if none && check.yes(keys::BOTH_PARENTS_AWAY) == Some(true) {
        let message =
            "爸爸妈妈都在外地，要托一位有能力照顾孩子的大人。还没有托人的，提交后工作人员会联系您，一起想办法";
        check.alert("V-36", has.name(), message);
        if !matches!(check.code(status), "" | "unattended") {
            let message = "爸爸妈妈都在外地、又没有托人照顾的，这里一般选“无人监护”；不是这样的，请写一句原因";
            check.doubt("V-36", status.name(), message);
        }
    }
    if check.code(status) == "entrusted_insufficient" && check.yes(has) != Some(true) {
        check.error(
            "V-36",
            status.name(),
            "选了“受委托监护人照护能力不足”，“爸爸妈妈有没有把孩子托给别人照顾？”就要选“有”",
        );
    }
    if none {
        let carer = &ENTRUSTED_CARER;
        for field in [
            keys::ENTRUSTED_CARER_RELATION.name(),
            keys::ENTRUSTED_CARER_RELATION_OTHER.name(),
            carer.phone.name(),
            carer.name.name(),
            carer.id.name(),
            carer.hukou.name(),
            carer.current.name(),
        ] {
            if check.filled(field) {
                check.error("V-36", field, "“爸爸妈妈有没有把孩子托给别人照顾？”选了“无”，这一项就不用填");
                check.fix("去掉这一项", clear(&[field]));
            }
        }
    }
}

/// Grounds of exclusion of 未成年人保护法 第二十二条, found in the check of the carer.
fn v_37(check: &mut Check<'_>) {
    let field = keys::ENTRUSTED_CARER_EXCLUSIONS;
    if check.answers.choices(field).iter().any(|ground| ground != "none") {
        check.doubt(
            "V-37",
            field.name(),
            "有这些情形的人不得作为被委托人（未成年人保护法第二十二条）。请督促父母另行委托；选错了请改",
        );
    }
}

fn v_38(check: &mut Check<'_>) {
    let key = ENTRUSTED_CARER.current;
    let (Some(carer), Some(child)) = (check.division(key), check.division(keys::CURRENT_ADDRESS)) else { return };
    let townships_differ = matches!((carer.township(), child.township()), (Some(a), Some(b)) if a != b);
    if carer.county_on(check.as_of) != child.county_on(check.as_of) || townships_differ {
        check.warn("V-38", key.name(), "照顾孩子的人和孩子不住在同一个乡镇（街道）。没填错就不用改");
    }
}
