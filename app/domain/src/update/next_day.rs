//! The next day on which a record has to be looked at.

use jiff::civil::Date;

use super::facts::RecordFacts;
use super::reconfirm::{confirmed_on, reconfirmation};
use crate::eligibility::facts::Facts;
use crate::eligibility::{Policy, ReasonCode, Verdict};
use crate::forms::keys;
use crate::parameters::Parameters;
use crate::values::date::{add_days, add_months};

/// Days after which a record without a birth date is looked at again.
const WITHOUT_BIRTH_DATE: i32 = 30;

/// Days after six months are reached, until a child that was taken along and never came exits.
pub(super) const PENDING_DAYS: i32 = 30;

/// The earliest day after `day` on which something may turn. `None` for a record that no day changes any more: nothing is
/// ahead, and the child is born.
#[must_use]
pub fn next_day(
    record: &RecordFacts<'_>,
    verdict: &Verdict,
    policy: &Policy,
    parameters: &Parameters,
    day: Date,
) -> Option<Date> {
    let born: Option<Date> = record.answers.get(keys::CHILD_BIRTH_DATE);
    let birthday = born.map(|born| add_months(born, policy.age_limit_months));
    let confirmation =
        confirmed_on(record.confirmations).map(|confirmed| reconfirmation(record.form, confirmed, parameters));
    let pending = record.pending.map(|pending| add_months(pending.moved_on, policy.residence_months));
    let notice = |due: Date| add_days(due, -i32::from(parameters.six_months_notice_days));
    let days = [
        verdict.next_due(),
        birthday.map(|birthday| add_days(birthday, -policy.exit_notice_days)),
        birthday,
        confirmation.map(|days| days.appears_on),
        confirmation.map(|days| days.lost_on),
        pending.map(notice),
        pending,
        pending.map(|due| add_days(due, PENDING_DAYS)),
        record.next_rules,
        born.is_none().then(|| add_days(day, WITHOUT_BIRTH_DATE)),
    ];
    // A reason may turn where no result does, and with it what is proposed.
    let turning = Facts::read(record.form, record.answers, policy, day).turning_days(policy);
    let soon = verdict.rulings().into_iter().filter(|ruling| ruling.says(ReasonCode::Under6Months));
    let announced = soon.filter_map(|ruling| ruling.due).map(notice);
    days.into_iter().flatten().chain(turning).chain(announced).filter(|next| *next > day).min()
}
