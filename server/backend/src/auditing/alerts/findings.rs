//! Which rules are broken by what was looked at. Pure: what the database knows is given.

use std::collections::BTreeMap;

use domain::access::Role;
use domain::values::date::in_china;
use serde_json::Value;
use uuid::Uuid;

use super::rule::{Limits, Rule};
use crate::audit::Kind;
use crate::auditing::rows::looks::Look;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// The kinds that rules look at.
pub(super) const KINDS: [Kind; 8] = [
    Kind::RecordOpened,
    Kind::RecordRevealed,
    Kind::PictureOpened,
    Kind::Print,
    Kind::Search,
    Kind::Refused,
    Kind::LaneClosed,
    Kind::FactorRefused,
];

/// A rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) rule: Rule,
    /// Day in Shanghai, YYYY-MM-DD.
    pub(super) day: String,
    /// The person; of a lane its id.
    pub(super) who: Uuid,
    pub(super) account: Option<Uuid>,
    pub(super) role: String,
    /// When the limit was passed, Unix milliseconds.
    pub(super) at: i64,
    pub(super) counted: i64,
}

/// What is broken by the looks of a county, which stand in order. Windows end at each of them, so that no burst falls
/// between two of them.
pub(super) fn findings(looks: &[Look], limits: &Limits) -> Vec<Finding> {
    let mut people: BTreeMap<Uuid, Vec<&Look>> = BTreeMap::new();
    let mut found = Vec::new();
    for look in looks {
        if look.kind == Kind::LaneClosed.code() {
            found.extend(lost(look));
        } else if look.kind == Kind::FactorRefused.code() {
            found.extend(copied(look));
        } else if let Some(person) = look.person.or(look.actor) {
            people.entry(person).or_default().push(look);
        }
    }
    for looks in people.into_values() {
        found.extend(of_person(&looks, limits));
    }
    found
}

fn of_person(looks: &[&Look], limits: &Limits) -> Vec<Finding> {
    let of_kind = |kind: Kind| move |look: &Look| i64::from(look.kind == kind.code());
    let in_windows = [
        (Rule::OpenedAnHour, HOUR, limits.opened_an_hour),
        (Rule::RevealedAnHour, HOUR, limits.revealed_an_hour),
        (Rule::EmptySearches, 10 * MINUTE, limits.empty_searches),
        (Rule::Refusals, 10 * MINUTE, limits.refusals - 1),
    ];
    let mut found: Vec<Finding> = in_windows
        .into_iter()
        .flat_map(|(rule, window, limit)| match rule {
            Rule::OpenedAnHour => above(looks, rule, window, limit, of_kind(Kind::RecordOpened)),
            Rule::RevealedAnHour => above(looks, rule, window, limit, of_kind(Kind::RecordRevealed)),
            Rule::EmptySearches => above(looks, rule, window, limit, empty),
            _ => above(looks, rule, window, limit, refusals),
        })
        .collect();
    found.extend(looks.iter().filter(|look| is_late(look, limits)).map(|look| finding(Rule::OutOfHours, look, 1)));
    found
}

/// Each look at which more than `limit` were counted within a window that ends with it.
fn above(looks: &[&Look], rule: Rule, window: i64, limit: i64, weight: impl Fn(&Look) -> i64) -> Vec<Finding> {
    let (mut first, mut sum, mut found) = (0, 0, Vec::new());
    for (at, look) in looks.iter().enumerate() {
        let more = weight(look);
        sum += more;
        while looks[first].at <= look.at - window && first < at {
            sum -= weight(looks[first]);
            first += 1;
        }
        if more > 0 && sum > limit {
            found.push(finding(rule, look, sum));
        }
    }
    found
}

/// A search that found nothing.
fn empty(look: &Look) -> i64 {
    i64::from(look.kind == Kind::Search.code() && number(look, "count") == Some(0))
}

/// How many refusals an event tells of.
fn refusals(look: &Look) -> i64 {
    if look.kind == Kind::Refused.code() { number(look, "count").unwrap_or(1) } else { 0 }
}

fn is_late(look: &Look, limits: &Limits) -> bool {
    let looks = [Kind::RecordOpened, Kind::RecordRevealed, Kind::PictureOpened, Kind::Print];
    let worker = Role::from_code(&look.role).is_some_and(Role::collects);
    let (from, until) = if worker { limits.hours_of_workers } else { limits.hours };
    let hour = in_china(look.at).map_or(from, |(_, hour, _)| hour);
    looks.iter().any(|kind| look.kind == kind.code()) && !(from..until).contains(&hour)
}

/// A process whose numbers are missing.
fn lost(look: &Look) -> Option<Finding> {
    let extra: Value = serde_json::from_str(&look.extra).ok()?;
    let missing = extra.get("lost")?.as_array()?.len();
    let of_lane = Finding { who: look.subject?, ..finding(Rule::LaneLost, look, i64::try_from(missing).ok()?) };
    (missing > 0).then_some(of_lane)
}

/// A passkey that may have been copied, told by its account.
fn copied(look: &Look) -> Option<Finding> {
    let account = look.subject?;
    Some(Finding { who: account, account: Some(account), ..finding(Rule::PasskeyCopied, look, 1) })
}

/// Those who opened more on a day than the limit from which the own mean is looked at: with the last of their looks.
pub(super) fn busy(looks: &[Look], limits: &Limits) -> Vec<Finding> {
    let mut days: BTreeMap<(Uuid, String), (i64, &Look)> = BTreeMap::new();
    for look in looks.iter().filter(|look| look.kind == Kind::RecordOpened.code()) {
        if let Some(person) = look.person.or(look.actor) {
            let day = days.entry((person, day(look.at))).or_insert((0, look));
            *day = (day.0 + 1, look);
        }
    }
    let busy = days.into_values().filter(|(count, _)| *count > limits.opened_a_day);
    busy.map(|(count, look)| finding(Rule::AboveOwnMean, look, count)).collect()
}

/// Whether so many on a day are unusual for somebody who opened records at these instants of the 30 days before: counted
/// over the days on which he or she opened any. Who opened none has no habit.
pub(super) fn is_above_mean(counted: i64, before: &[i64], limits: &Limits) -> bool {
    let mut days: Vec<String> = before.iter().map(|at| day(*at)).collect();
    days.sort_unstable();
    days.dedup();
    let (opened, days) = (i64::try_from(before.len()).unwrap_or(i64::MAX), i64::try_from(days.len()).unwrap_or(0));
    days > 0 && counted * days > limits.times_own_mean * opened
}

fn finding(rule: Rule, look: &Look, counted: i64) -> Finding {
    Finding {
        rule,
        day: day(look.at),
        who: look.person.or(look.actor).unwrap_or_default(),
        account: look.actor,
        role: look.role.clone(),
        at: look.at,
        counted,
    }
}

/// The day in Shanghai, YYYY-MM-DD.
pub(super) fn day(at: i64) -> String {
    in_china(at).map_or_else(String::new, |(day, ..)| day.to_string())
}

fn number(look: &Look, name: &str) -> Option<i64> {
    serde_json::from_str::<Value>(&look.extra).ok()?.get(name)?.as_i64()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21 09:00 in Shanghai.
    const NINE: i64 = 1_795_222_800_000;

    fn look(kind: Kind, at: i64, extra: &str) -> Look {
        Look {
            at,
            kind: kind.code().into(),
            actor: Some(Uuid::from_u128(1)),
            role: "township_supervisor".into(),
            extra: extra.into(),
            ..Look::default()
        }
    }

    fn rules(looks: &[Look]) -> Vec<Rule> {
        let mut rules: Vec<Rule> = findings(looks, &Limits::default()).into_iter().map(|one| one.rule).collect();
        rules.dedup();
        rules
    }

    fn every(kind: Kind, count: i64, millis: i64, extra: &str) -> Vec<Look> {
        (0..count).map(|at| look(kind, NINE + at * millis, extra)).collect()
    }

    #[test]
    fn sixty_an_hour_are_usual_and_sixty_one_are_not() {
        assert_eq!(rules(&every(Kind::RecordOpened, 60, 1_000, "")), []);
        assert_eq!(rules(&every(Kind::RecordOpened, 61, 1_000, "")), [Rule::OpenedAnHour]);
        assert_eq!(rules(&every(Kind::RecordOpened, 61, 61_000, "")), [], "in more than an hour");
        assert_eq!(rules(&every(Kind::RecordRevealed, 20, 1, "")), []);
        assert_eq!(rules(&every(Kind::RecordRevealed, 21, 1, "")), [Rule::RevealedAnHour]);
    }

    #[test]
    fn searches_count_when_they_found_nothing_and_refusals_as_often_as_they_were() {
        assert_eq!(rules(&every(Kind::Search, 6, 1, r#"{"count":1}"#)), []);
        assert_eq!(rules(&every(Kind::Search, 5, 1, r#"{"count":0}"#)), []);
        assert_eq!(rules(&every(Kind::Search, 6, 1, r#"{"count":0}"#)), [Rule::EmptySearches]);
        assert_eq!(rules(&every(Kind::Refused, 2, 1, r#"{"count":4}"#)), []);
        assert_eq!(rules(&every(Kind::Refused, 2, 1, r#"{"count":5}"#)), [Rule::Refusals]);
        assert_eq!(rules(&every(Kind::Refused, 2, 11 * MINUTE, r#"{"count":5}"#)), []);
    }

    #[test]
    fn hours_are_those_of_shanghai_and_longer_for_who_goes_to_families() {
        let at = |hour: i64, role: &str| {
            let look = Look { role: role.into(), ..look(Kind::RecordOpened, NINE + (hour - 9) * HOUR, "") };
            !rules(&[look]).is_empty()
        };
        assert_eq!([5, 6, 21, 22].map(|hour| at(hour, "county_reviewer")), [true, false, false, true]);
        assert_eq!([4, 5, 22, 23].map(|hour| at(hour, "grid_worker")), [true, false, false, true]);
    }

    #[test]
    fn a_process_that_lost_numbers_is_told_by_its_lane() {
        let mut closed = look(Kind::LaneClosed, NINE, r#"{"lost":[4,5]}"#);
        closed.subject = Some(Uuid::from_u128(7));
        let found = findings(&[closed.clone()], &Limits::default());
        assert_eq!((found[0].rule, found[0].who, found[0].counted), (Rule::LaneLost, Uuid::from_u128(7), 2));
        closed.extra = r#"{"lost":[]}"#.into();
        assert_eq!(rules(&[closed]), []);
    }

    #[test]
    fn the_own_mean_is_that_of_days_on_which_somebody_worked() {
        let limits = Limits::default();
        let before: Vec<i64> = (1..=10).flat_map(|day| (0..15).map(move |at| NINE - day * 24 * HOUR + at)).collect();
        assert!(!is_above_mean(45, &before, &limits) && is_above_mean(46, &before, &limits));
        assert!(!is_above_mean(400, &[], &limits), "who opened none before has no habit");
        assert_eq!(busy(&every(Kind::RecordOpened, 30, 1, ""), &limits), []);
        assert_eq!(busy(&every(Kind::RecordOpened, 31, 1, ""), &limits)[0].counted, 31);
    }
}
