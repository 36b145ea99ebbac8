//! Schooling: V-30 – V-33.

use super::findings::{Check, clear, text};
use crate::forms::keys;
use crate::values::date;

const STAGES: [&str; 5] =
    ["primary", "junior_secondary", "senior_secondary", "secondary_vocational", "special_education"];

pub(super) fn rules(check: &mut Check<'_>) {
    v_30(check);
    v_31(check);
    v_32(check);
    v_33(check);
}

fn v_30(check: &mut Check<'_>) {
    let (school, boarding) = (keys::SCHOOL_NAME.name(), keys::IS_BOARDING.name());
    let (stage, status) = (check.code(keys::SCHOOLING_STAGE), check.code(keys::ACADEMIC_STATUS));
    if STAGES.contains(&stage) && matches!(status, "enrolled" | "suspended") {
        if !check.filled(school) {
            check.error("V-30", school, "孩子在上学，请填写学校名称");
        }
        if !check.filled(boarding) {
            check.error("V-30", boarding, "孩子在上学，请选一下是不是在学校住宿");
        }
    } else if stage == "preschool" && check.filled(school) && !matches!(status, "" | "enrolled") {
        check.error("V-30", keys::ACADEMIC_STATUS.name(), "在上幼儿园的，这里选“在读”");
        check.fix("改成“在读”", vec![(keys::ACADEMIC_STATUS.name().to_owned(), Some(text("enrolled")))]);
    } else if matches!(stage, "unable_to_attend" | "out_of_school") {
        for (field, message) in [
            (school, "孩子没有在上学，就不填学校；在上学的，请改“孩子现在上什么学？”"),
            (boarding, "孩子没有在上学，住不住校就不用填"),
        ] {
            if check.filled(field) {
                check.error("V-30", field, message);
                check.fix("去掉这一项", clear(&[field]));
            }
        }
    }
}

fn v_31(check: &mut Check<'_>) {
    let (stage, status) = (keys::SCHOOLING_STAGE.name(), keys::ACADEMIC_STATUS.name());
    match (check.code(keys::SCHOOLING_STAGE), check.code(keys::ACADEMIC_STATUS)) {
        ("out_of_school" | "unable_to_attend", "enrolled") => {
            check.error("V-31", status, "上面选了没有在上学，这里就不选“在读”，请看看哪个选错了");
        }
        ("out_of_school", "suspended") => {
            check.error("V-31", status, "休学的孩子还有学籍，“孩子现在上什么学？”请选原来上的学，不选“失学”");
        }
        (now, "dropped_out") if STAGES.contains(&now) => {
            check.doubt("V-31", stage, "孩子已经辍学，这里是不是应该选“失学”？");
            let mut set = clear(&[keys::SCHOOL_NAME.name(), keys::IS_BOARDING.name()]);
            set.push((stage.to_owned(), Some(text("out_of_school"))));
            check.fix("改成“失学”", set);
        }
        _ => {}
    }
}

fn v_32(check: &mut Check<'_>) {
    let Some(born) = check.born() else { return };
    let age = date::full_years(born, check.as_of);
    let stage = check.code(keys::SCHOOLING_STAGE);
    let unusual = match stage {
        "" | "unable_to_attend" => false,
        "preschool" => age >= 7,
        "primary" => !(5..=14).contains(&age),
        "junior_secondary" => !(10..=17).contains(&age),
        "senior_secondary" | "secondary_vocational" => age < 13,
        _ => age < 3,
    };
    if unusual {
        check.warn("V-32", keys::SCHOOLING_STAGE.name(), "孩子的年龄和上的学不太相符。没选错就不用改");
    }
}

fn v_33(check: &mut Check<'_>) {
    let Some(born) = check.born() else { return };
    let age = date::full_years(born, check.as_of);
    let out =
        check.code(keys::SCHOOLING_STAGE) == "out_of_school" || check.code(keys::ACADEMIC_STATUS) == "dropped_out";
    if (6..=15).contains(&age) && out {
        check.alert(
            "V-33",
            keys::SCHOOLING_STAGE.name(),
            "孩子到了上学年龄没有上学。提交后，工作人员会和教育部门一起帮孩子回到学校",
        );
    }
}
