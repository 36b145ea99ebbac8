//! Today, on a phone whose clock may be wrong by years.

use domain::Date;
use domain::values::date::{add_days, epoch_days};

/// Days for which a phone without a connection is believed to go on.
const BELIEVED: i32 = 400;

/// A change of status this many days ahead is worth a look.
const SOON: i32 = 30;

/// The last day that counts as soon, ISO 8601.
#[must_use]
pub fn soon(today: Date) -> String {
    add_days(today, SOON).to_string()
}

/// Today as a worker's pages count: the phone's day, unless it lies before the last day that the server told or
/// far behind it. Then the server's last day counts. The second says whether the phone's clock looks wrong.
#[must_use]
pub fn today(phone: Option<Date>, told: Date) -> (Date, bool) {
    let Some(phone) = phone else { return (told, true) };
    let ahead = epoch_days(phone) - epoch_days(told);
    if (0..=BELIEVED).contains(&ahead) { (phone, false) } else { (told, true) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: Date = Date::constant(2026, 11, 22);

    #[test]
    fn a_phone_that_is_a_few_days_offline_is_believed() {
        let later = Date::constant(2026, 12, 1);
        assert_eq!(today(Some(later), TOLD), (later, false));
        assert_eq!(today(Some(TOLD), TOLD), (TOLD, false));
    }

    #[test]
    fn a_clock_that_is_years_wrong_is_not() {
        for wrong in [Date::constant(2016, 11, 22), Date::constant(2036, 11, 22), Date::constant(2026, 11, 21)] {
            assert_eq!(today(Some(wrong), TOLD), (TOLD, true), "{wrong}");
        }
        assert_eq!(today(None, TOLD), (TOLD, true));
    }
}
