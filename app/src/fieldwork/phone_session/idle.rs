//! The locker closes by itself when nobody uses the phone.

use std::time::Duration;

use leptos::prelude::*;

use super::PhoneSession;
use crate::platform;

/// The locker closes by itself after so long without use.
pub const IDLE: Duration = Duration::from_secs(5 * 60);

impl PhoneSession {
    /// Somebody uses the phone: the time until it closes begins anew, unless it is over. A phone that slept has not
    /// run its timers.
    pub(crate) fn used(&self) {
        if untrack(|| self.worker()).is_none() {
            return;
        }
        match rest(self.used_at.get_value(), platform::now()) {
            Some(_) => self.used_at.set_value(platform::now()),
            None => self.lock(),
        }
    }

    /// Looks after this time whether the phone was used meanwhile, and again for as long as the locker is open.
    pub(crate) fn look_after(&self, time: Duration) {
        let work = self.clone();
        self.watched.set_value(true);
        set_timeout(
            move || {
                work.watched.set_value(false);
                if untrack(|| work.worker()).is_none() {
                    return;
                }
                let now = platform::now();
                match rest(work.used_at.get_value(), now) {
                    // The clock was put back: from here on it counts by the new one.
                    Some(left) if left > IDLE => {
                        work.used_at.set_value(now);
                        work.look_after(IDLE);
                    }
                    Some(left) => work.look_after(left),
                    None => work.lock(),
                }
            },
            time,
        );
    }
}

/// How much of the time without use is left, when the phone was last used at one time and it is another, both Unix
/// milliseconds; more than [`IDLE`] on a clock that was put back.
fn rest(used: i64, now: i64) -> Option<Duration> {
    let idle = i64::try_from(IDLE.as_millis()).unwrap_or(i64::MAX);
    let left = idle.saturating_sub(now.saturating_sub(used));
    u64::try_from(left).ok().filter(|left| *left > 0).map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    const USED: i64 = 1_795_000_000_000;

    #[test]
    fn five_minutes_after_the_last_use_nothing_is_left() {
        assert_eq!(rest(USED, USED), Some(IDLE));
        assert_eq!(rest(USED, USED + 290_000), Some(Duration::from_secs(10)));
        assert_eq!(rest(USED, USED + 300_000), None);
    }

    #[test]
    fn a_phone_that_slept_for_hours_is_over_its_time_and_one_whose_clock_was_put_back_is_not() {
        assert_eq!(rest(USED, USED + 3 * 3_600_000), None);
        assert!(rest(USED, USED - 1).is_some_and(|left| left > IDLE));
    }
}
