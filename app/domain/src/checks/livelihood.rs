//! 家庭生活情况: V-26 and V-27.

use super::adult::PARENTS;
use super::findings::Check;
use crate::forms::keys;

pub(super) fn rules(check: &mut Check<'_>) {
    v_26(check);
    v_27(check);
}

/// Kinds of difficulty that exclude each other by definition.
fn v_26(check: &mut Check<'_>) {
    let field = keys::FAMILY_DIFFICULTY;
    if check.has(field, "dibao") {
        if check.has(field, "dibao_marginal") || check.has(field, "rigid_expenditure") {
            let message = "低保家庭不会同时是低保边缘家庭或刚性支出困难家庭，请对照证明再看一遍";
            check.warn("V-26", field.name(), message);
        }
        if check.has(field, "tekun") {
            check.warn("V-26", field.name(), "特困家庭不会同时是低保家庭，请对照证明再看一遍");
        }
    }
}

/// Support that does not fit the difficulty, the disability or the parents.
fn v_27(check: &mut Check<'_>) {
    let (difficulty, field) = (keys::FAMILY_DIFFICULTY, keys::LIVELIHOOD_SUPPORT);
    if check.answers.choices(field).is_empty() {
        return;
    }
    if check.has(difficulty, "dibao") && !check.has(field, "dibao") {
        check.warn("V-27", field.name(), "家里是低保家庭，这里一般也选“低保”。没选错就不用改");
    }
    if check.has(difficulty, "tekun") && !check.has(field, "tekun") {
        check.warn("V-27", field.name(), "家里是特困家庭，这里一般也选“特困”。没选错就不用改");
    }
    if check.has(field, "disability_subsidies") && check.code(keys::DISABILITY_TYPE) == "none" {
        check.warn("V-27", field.name(), "选了残疾人两项补贴，可孩子没有残疾。补贴是家里别人的，请去掉这一项");
    }
    if check.has(field, "orphan_allowance") {
        let able = |parent: &super::adult::Parent| {
            parent.is_present(check)
                && check.filled(parent.adult.name.name())
                && !matches!(check.code(parent.capacity), "impaired" | "none")
        };
        if PARENTS.iter().any(able) {
            check.warn("V-27", field.name(), "爸爸或妈妈健在，孩子一般不领孤儿基本生活保障。没选错就不用改");
        }
        if check.has(field, "de_facto_unattended_allowance") {
            check.warn("V-27", field.name(), "孤儿保障和事实无人抚养儿童保障只领一种，请看看哪个选错了");
        }
    }
}
