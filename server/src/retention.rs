//! The night's work at 02:30: abandoned drafts and what else goes by itself, lists of what is to be erased, and what was
//! approved.

use std::time::Duration;

use backend::Store;
use backend::declare::draft_purge;
use backend::erasure::nightly::{self, Night};
use domain::values::date::in_china;

/// Minutes of the day at which it begins, in Asia/Shanghai.
const BEGINS: i64 = 2 * 60 + 30;

/// Does it at the start, because the program may not have run at night, and then each night.
pub async fn every_night(store: Store) {
    if store.erasure_log.is_none() {
        tracing::warn!("erased children come back with a restored backup: set TONGCE_ERASURE_LOG");
    }
    loop {
        match draft_purge::purge(&store).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "deleted drafts that nobody touched for long"),
            Err(error) => tracing::error!(?error, "abandoned drafts cannot be deleted"),
        }
        match nightly::run(&store).await {
            Ok(Night { gone: 0, lists: 0, erased: 0 }) => {}
            Ok(Night { gone, lists, erased }) => tracing::info!(gone, lists, erased, "what had its time"),
            Err(error) => tracing::error!(?error, "what had its time cannot be erased"),
        }
        tokio::time::sleep(until_next(store.clock.millis())).await;
    }
}

/// How long it is until the next beginning.
fn until_next(now: i64) -> Duration {
    let minute = in_china(now).map_or(0, |(_, hour, minute)| hour * 60 + minute);
    let minutes = (BEGINS - minute).rem_euclid(24 * 60);
    // Within the minute itself it is the next day.
    let minutes = if minutes == 0 { 24 * 60 } else { minutes };
    let into_minute = now.rem_euclid(60_000);
    Duration::from_millis((minutes * 60_000 - into_minute).cast_unsigned())
}

#[cfg(test)]
mod tests {
    use backend::store::clock::start_of_day;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn it_begins_at_half_past_two() {
        let midnight = start_of_day(date(2026, 11, 21));
        let hours = |at: i64| until_next(midnight + at * 60_000).as_secs() / 60;
        assert_eq!((hours(0), hours(149), hours(150), hours(151)), (150, 1, 1440, 1439));
        assert_eq!(until_next(midnight + 149 * 60_000 + 59_000), Duration::from_secs(1));
    }
}
