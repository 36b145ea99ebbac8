//! The job: looks at what every county read, and raises each notice once.

use std::collections::HashSet;

use uuid::Uuid;

use super::findings::{Finding, KINDS, busy, day, findings, is_above_mean};
use super::rule::{Limits, Rule, setting_of};
use crate::audit::rows::trail;
use crate::audit::{Actor, Entry, Kind, pen};
use crate::auditing::rows::{alerts, looks};
use crate::auditing::tables::alert;
use crate::error::Result;
use crate::store::clock::{in_words, start_of_day};
use crate::store::rows::settings;
use crate::store::{Store, WriteTransaction};

const HOUR: i64 = 3_600_000;

/// Days over which the own mean is counted.
const HABIT: i64 = 30;

/// Raises what is out of the ordinary now; gives the number of notices. To be done once a minute: what was looked at in the
/// last two hours and on this day is looked at each time, and nothing is remembered between. `anchored_at` is when the
/// last head was anchored (Unix milliseconds), where there is a place for anchors.
///
/// # Errors
/// If the database refuses; what was raised stays.
pub async fn evaluate(store: &Store, anchored_at: Option<i64>) -> Result<usize> {
    let now = store.clock.millis();
    let (mut raised, mut county) = (0, String::new());
    while let Some(next) = trail::county_after(&store.db, &county).await? {
        let limits = limits(store, &next).await?;
        let mut found = of_county(store, &next, &limits, now).await?;
        found.extend(anchored_at.filter(|at| now - at > limits.anchor_hours * HOUR).map(|_| old_anchor(now)));
        raised += raise(store, &next, found).await?;
        county = next;
    }
    Ok(raised)
}

/// The limits of a county. What somebody wrote wrongly is told in the log, and the usual ones hold.
async fn limits(store: &Store, county: &str) -> Result<Limits> {
    let Some(own) = settings::get(&store.db, &setting_of(county)).await? else { return Ok(Limits::default()) };
    Ok(serde_json::from_str(&own).unwrap_or_else(|error| {
        tracing::error!(%error, county, "the limits of this county for notices cannot be read");
        Limits::default()
    }))
}

async fn of_county(store: &Store, county: &str, limits: &Limits, now: i64) -> Result<Vec<Finding>> {
    let today = start_of_day(store.clock.today());
    let looks = looks::since(&store.db, county, &KINDS, today.min(now - 2 * HOUR)).await?;
    let mut found = findings(&looks, limits);
    for one in busy(&looks, limits) {
        let (Some(account), Ok(day)) = (one.account, one.day.parse()) else { continue };
        let begin = start_of_day(day);
        let before = looks::opened(&store.db, county, account, (begin - HABIT * 24 * HOUR, begin)).await?;
        if is_above_mean(one.counted, &before, limits) {
            found.push(one);
        }
    }
    Ok(found)
}

fn old_anchor(now: i64) -> Finding {
    Finding {
        rule: Rule::AnchorOld,
        day: day(now),
        who: Uuid::nil(),
        account: None,
        role: String::new(),
        at: now,
        counted: 1,
    }
}

/// Writes what is not written yet, each with its event.
async fn raise(store: &Store, county: &str, found: Vec<Finding>) -> Result<usize> {
    let Some(first) = found.iter().map(|one| one.day.as_str()).min() else { return Ok(0) };
    let known = alerts::since(&store.db, county, first).await?;
    let mut known: HashSet<(String, String, Uuid)> =
        known.into_iter().map(|row| (row.rule, row.day, row.person)).collect();
    let mut count = 0;
    for one in found {
        if !known.insert((one.rule.code().to_owned(), one.day.clone(), one.who)) {
            continue;
        }
        let row = row(store, county, one);
        let tx = store.begin().await?;
        // Another process may have been faster.
        if alerts::raise(&*tx, &row).await? {
            let entry = Entry::new(county, row.raised_at, Kind::NoticeRaised, Actor::default()).of("alert", row.id);
            let entry =
                entry.with("rule", row.rule.as_str()).with("role", row.role.as_str()).with("count", row.counted);
            pen::append(store, &tx, [&entry.with("person", row.person.to_string())]).await?;
            tx.commit().await?;
            tracing::warn!(county, rule = row.rule, at = in_words(row.at), "reading out of the ordinary");
            count += 1;
        }
    }
    Ok(count)
}

/// Tells the county that nobody decided about a list of so many records to be erased, in the transaction that ends the list.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn raise_lapsed(store: &Store, tx: &WriteTransaction, county: &str, records: i64) -> Result<()> {
    let now = store.clock.millis();
    let finding = Finding { rule: Rule::RetentionLapsed, counted: records, ..old_anchor(now) };
    let row = row(store, county, finding);
    if alerts::raise(&**tx, &row).await? {
        let entry = Entry::new(county, row.raised_at, Kind::NoticeRaised, Actor::default()).of("alert", row.id);
        pen::append(store, tx, [&entry.with("rule", row.rule.as_str()).with("count", row.counted)]).await?;
    }
    Ok(())
}

fn row(store: &Store, county: &str, found: Finding) -> alert::Model {
    alert::Model {
        county_code: county.to_owned(),
        id: store.new_id(),
        rule: found.rule.code().to_owned(),
        day: found.day,
        person: found.who,
        account: found.account,
        role: found.role,
        counted: found.counted,
        at: found.at,
        raised_at: store.clock.millis(),
        closed_at: None,
        closed_by: None,
        sealed: None,
        key_id: None,
    }
}
