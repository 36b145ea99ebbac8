//! The half-yearly confirmation (民发〔2024〕35号). Who is not confirmed stays in the stock, is counted as 超期未更新, and never
//! exits for that.

use jiff::civil::Date;

use super::facts::Confirmations;
use crate::form::FormKind;
use crate::parameters::Parameters;
use crate::values::date::{add_days, add_months};

/// The days of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reconfirmation {
    /// From then on it is somebody's task.
    pub appears_on: Date,
    /// Last day.
    pub due_on: Date,
    /// From then on the family counts as lost: 60 days late.
    pub lost_on: Date,
}

/// Days late after which a family counts as lost.
const LOST_DAYS: i32 = 60;

/// The day of the last confirmation: the latest of version, visit and family.
#[must_use]
pub fn confirmed_on(confirmations: Confirmations) -> Option<Date> {
    [confirmations.version, confirmations.visit, confirmations.family].into_iter().flatten().max()
}

/// When a record that was confirmed on that day has to be confirmed again.
#[must_use]
pub fn reconfirmation(form: FormKind, confirmed: Date, parameters: &Parameters) -> Reconfirmation {
    let months = match form {
        FormKind::Migrant => parameters.reconfirm_migrant_months,
        FormKind::LeftBehind => parameters.reconfirm_left_behind_months,
    };
    let due_on = add_months(confirmed, i32::from(months));
    Reconfirmation {
        appears_on: add_days(due_on, -i32::from(parameters.reconfirm_ahead_days)),
        due_on,
        lost_on: add_days(due_on, LOST_DAYS),
    }
}
