//! Health status and disability: V-13 – V-16. That 健康 excludes all else is checked with the options.

use super::findings::{Check, clear, set, text};
use crate::form::Value;
use crate::forms::keys;

pub(super) fn rules(check: &mut Check<'_>) {
    v_13(check);
    let kind = check.code(keys::DISABILITY_TYPE);
    if !kind.is_empty() {
        v_14(check, kind);
        v_15(check, kind);
        v_16(check, kind);
    }
}

fn v_13(check: &mut Check<'_>) {
    let field = keys::DISABILITY_TYPES_DETAIL;
    let multiple = check.code(keys::DISABILITY_TYPE) == "multiple";
    let count = check.answers.choices(field).len();
    if multiple && count < 2 {
        check.error("V-13", field.name(), "多重残疾请至少选两类具体的残疾");
    } else if !multiple && check.filled(field.name()) {
        check.error("V-13", field.name(), "选了“多重残疾”才填这一题");
        check.fix("去掉这一项", clear(&[field.name()]));
    }
}

fn v_14(check: &mut Check<'_>, kind: &str) {
    let field = keys::DISABILITY_GRADE;
    match (kind, check.code(field)) {
        ("none", "" | "none") => {}
        ("none", _) => {
            check.error("V-14", field.name(), "没有残疾，残疾等级就是“无”");
            check.fix("改成“无”", set(field.name(), text("none")));
        }
        (_, "none") => check.warn("V-14", field.name(), "还没评等级的，可以找村（居）委会或区残联申请"),
        _ => {}
    }
}

/// 健康状况 names 残疾 exactly when 残疾类别 is not 无.
fn v_15(check: &mut Check<'_>, kind: &str) {
    let field = keys::HEALTH_STATUS;
    let codes = check.answers.choices(field);
    let named = codes.iter().any(|code| code == "disabled");
    if named && kind == "none" {
        check.error("V-15", field.name(), "这里选了“残疾”，残疾类别选了“无”，请看看哪个填错了");
        let rest: Vec<String> = codes.iter().filter(|code| *code != "disabled").cloned().collect();
        let rest = (!rest.is_empty()).then_some(Value::Choices(rest));
        check.fix("去掉这里的“残疾”", vec![(field.name().to_owned(), rest)]);
    } else if !named && kind != "none" && !codes.is_empty() {
        check.error("V-15", field.name(), "选了残疾类别的，这里也要选“残疾”");
        let mut all = vec!["disabled".to_owned()];
        all.extend(codes.iter().filter(|code| *code != "healthy").cloned());
        check.fix("在这里加上“残疾”", set(field.name(), Value::Choices(all)));
    }
}

/// Possible: a suspected disability, or autism before it is assessed.
fn v_16(check: &mut Check<'_>, kind: &str) {
    if kind == "none" && check.yes(keys::REHAB_AID_RECEIVED) == Some(true) {
        check.warn(
            "V-16",
            keys::REHAB_AID_RECEIVED.name(),
            "填的是没有残疾，又做过康复救助。正在等评残的不用改；填错了请改",
        );
    }
}
