//! Where a pull goes on. A phone keeps it and gives it back; to the phone it says nothing.

use std::str::FromStr;

use uuid::Uuid;

/// How far a finished round is looked at again, in milliseconds. A change is dated before it is committed, so
/// one that took a moment to commit may appear behind the cursor; no transaction takes two minutes.
const OVERLAP: i64 = 120_000;

/// What a page gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Children,
    Households,
}

/// A round of pages, from the first to the one after which nothing is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Round {
    /// When it began, Unix milliseconds.
    pub(crate) began: i64,
    /// It tells what changed since then; 0 for all.
    pub(crate) since: i64,
    pub(crate) phase: Phase,
    /// The last row of the page before.
    pub(crate) after: Option<(i64, Uuid)>,
}

impl Round {
    /// The round that goes on here, or begins now. A cursor of another area, or none, begins with everything.
    pub(crate) fn at(cursor: &str, area: &str, now: i64) -> Self {
        let everything = Self { began: now, since: 0, phase: Phase::Children, after: None };
        read(cursor, area, now).unwrap_or(everything)
    }

    /// Whether this page is the first of a round that tells everything.
    pub(crate) fn afresh(&self) -> bool {
        self.since == 0 && self.phase == Phase::Children && self.after.is_none()
    }

    /// Where the round goes on.
    pub(crate) fn further(&self, area: &str) -> String {
        let phase = match self.phase {
            Phase::Children => "c",
            Phase::Households => "h",
        };
        let (at, id) = self.after.unwrap_or((0, Uuid::nil()));
        format!("{area}.{}.{}.{phase}.{at}.{}", self.began, self.since, id.simple())
    }

    /// Where the next round begins.
    pub(crate) fn done(&self, area: &str) -> String {
        format!("{area}.{}", self.began - OVERLAP)
    }
}

fn read(cursor: &str, area: &str, now: i64) -> Option<Round> {
    let mut parts = cursor.strip_prefix(area)?.strip_prefix('.')?.split('.');
    let first = parts.next()?.parse().ok().filter(|at| *at > 0)?;
    let Some(since) = parts.next() else {
        return Some(Round { began: now, since: first, phase: Phase::Children, after: None });
    };
    let phase = match parts.next()? {
        "c" => Phase::Children,
        "h" => Phase::Households,
        _ => return None,
    };
    let (at, id) = (parts.next()?.parse().ok()?, Uuid::from_str(parts.next()?).ok()?);
    let after = Some((at, id)).filter(|(_, id)| !id.is_nil());
    Some(Round { began: first, since: since.parse().ok()?, phase, after })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: &str = "120104001001";

    #[test]
    fn a_round_goes_on_where_it_stopped_and_the_next_begins_two_minutes_before_it() {
        let mut round = Round::at("", AREA, 1_000_000);
        assert!(round.afresh());
        round.after = Some((5, Uuid::from_u128(7)));
        assert_eq!(Round::at(&round.further(AREA), AREA, 2_000_000), round);
        assert!(!round.afresh());
        (round.phase, round.after) = (Phase::Households, None);
        assert_eq!(Round::at(&round.further(AREA), AREA, 2_000_000), round);
        let next = Round::at(&round.done(AREA), AREA, 2_000_000);
        assert_eq!((next.began, next.since, next.after), (2_000_000, 880_000, None));
        assert!(!next.afresh());
    }

    #[test]
    fn what_is_no_cursor_of_this_area_begins_with_everything() {
        let other = Round::at("", "120104002", 1_000_000).done("120104002");
        for cursor in ["", "x", "120104001001", "120104001001.x", "120104001001.5.5.z.5.5", "120104001001.-7", &other] {
            assert!(Round::at(cursor, AREA, 9).afresh(), "{cursor}");
        }
    }
}
