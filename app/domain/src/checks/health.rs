//! Health services and insurance: V-17 – V-19.

use super::findings::{Check, clear};
use crate::form::Key;
use crate::forms::keys;
use crate::values::date;

pub(super) fn rules(check: &mut Check<'_>) {
    v_17_18(check);
    v_19(check);
}

/// Each service is answered exactly while the child is young enough: 0-6岁 up to 6 full years, 0-36个月 up
/// to 36 full months.
fn v_17_18(check: &mut Check<'_>) {
    let Some(born) = check.born() else { return };
    let years = date::full_years(born, check.as_of) <= 6;
    let months = date::full_months(born, check.as_of) <= 36;
    service(
        check,
        "V-17",
        keys::HEALTH_SERVICE_0_6Y,
        years,
        "孩子还不到7岁，请选一下有没有做过免费体检",
        "孩子已满7岁，这一项不用填",
    );
    service(
        check,
        "V-18",
        keys::TCM_SERVICE_0_36M,
        months,
        "孩子还不到37个月，请选一下有没有做过中医调养指导",
        "孩子已超过36个月，这一项不用填",
    );
}

fn service(
    check: &mut Check<'_>,
    rule: &'static str,
    key: Key<&'static str>,
    applies: bool,
    missing: &'static str,
    surplus: &'static str,
) {
    let filled = check.filled(key.name());
    if applies && !filled {
        check.error(rule, key.name(), missing);
    } else if filled && !applies {
        check.error(rule, key.name(), surplus);
        check.fix("去掉这一项", clear(&[key.name()]));
    }
}

/// Suggests a referral: a child under 7 in no service, or a child without insurance.
fn v_19(check: &mut Check<'_>) {
    let young = check.born().is_some_and(|born| date::full_years(born, check.as_of) < 7);
    let in_service = !matches!(check.code(keys::TCM_SERVICE_0_36M), "" | "not_received");
    if young && check.code(keys::HEALTH_SERVICE_0_6Y) == "not_received" && !in_service {
        check.warn(
            "V-19",
            keys::HEALTH_SERVICE_0_6Y.name(),
            "孩子还没有做过免费体检，可以到社区卫生服务中心、乡镇卫生院做",
        );
    }
    if check.code(keys::MEDICAL_INSURANCE) == "none" {
        check.warn("V-19", keys::MEDICAL_INSURANCE.name(), "孩子还没有医保，在老家或者这里都可以参加城乡居民医保");
    }
}
