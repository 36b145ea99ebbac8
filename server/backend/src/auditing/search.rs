//! A page of the trail.

use std::cmp::Ordering;
use std::str::FromStr;

use uuid::Uuid;

use super::people::People;
use super::terms::{Resolved, Wanted};
use crate::access::accounts::Auditor;
use crate::audit::rows::search::{self, Place};
use crate::audit::tables::audit_event;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::store::Store;

/// Events of one page.
pub const PAGE: usize = 100;

/// An event in a list.
#[derive(Clone, Debug)]
pub struct EventLine {
    /// The event.
    pub event: audit_event::Model,
    /// Who acted, in words.
    pub who: String,
}

/// A page of what was found.
#[derive(Clone, Debug)]
pub struct SearchPage {
    /// The newest first.
    pub lines: Vec<EventLine>,
    /// Where the next page begins, when there is one.
    pub next: Option<String>,
}

/// The events of the area that are looked for, behind the place at which the page before ended.
///
/// # Errors
/// [`domain::problem::Problem::Invalid`] at a field; [`domain::problem::Problem::NotFound`] for a county of another area.
pub async fn search(store: &Store, by: &Auditor, wanted: &Wanted, after: Option<&str>) -> Result<SearchPage> {
    let resolved = wanted.resolve(store, by).await?;
    // Whoever makes up a place gets another page of the same search: the counties are those of the area.
    let place = after.and_then(|text| text.parse().ok());
    let mut events = newest(store, &resolved, place.as_ref(), PAGE + 1).await?;
    let more = events.len() > PAGE;
    events.truncate(PAGE);
    let next = events.last().filter(|_| more).map(|last| Place::of(last).to_string());
    let entry = Entry::new(by.account().county_code(), store.clock.millis(), Kind::AuditSearched, by.actor())
        .with("page", if place.is_some() { "further" } else { "first" })
        .with("count", events.len());
    pen::record(store, &wanted.said(store, &resolved, entry)).await?;
    let people = People::of(store, &events).await?;
    let lines = events.into_iter().map(|event| EventLine { who: people.who(&event), event }).collect();
    Ok(SearchPage { lines, next })
}

/// The newest events that are looked for, of all counties together.
pub(super) async fn newest(
    store: &Store,
    resolved: &Resolved,
    after: Option<&Place>,
    limit: usize,
) -> Result<Vec<audit_event::Model>> {
    let mut all = Vec::new();
    if resolved.nothing {
        return Ok(all);
    }
    for county in &resolved.counties {
        all.extend(search::page(&store.db, county, &resolved.terms, after, limit as u64).await?);
        all.sort_by(newest_first);
        all.truncate(limit);
    }
    Ok(all)
}

/// As the tables give them: of one instant by county, then the later lane and number first.
fn newest_first(a: &audit_event::Model, b: &audit_event::Model) -> Ordering {
    let within = || (b.lane, b.no).cmp(&(a.lane, a.no));
    b.at.cmp(&a.at).then_with(|| a.county_code.cmp(&b.county_code)).then_with(within)
}

impl Place {
    fn of(event: &audit_event::Model) -> Self {
        Self { at: event.at, county: event.county_code.clone(), lane: event.lane, no: event.no }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}.{}", self.at, self.county, self.lane.simple(), self.no)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('.').collect();
        let [at, county, lane, no] = parts[..] else { return Err(()) };
        let lane: Uuid = lane.parse().map_err(drop)?;
        Ok(Self { at: at.parse().map_err(drop)?, county: county.to_owned(), lane, no: no.parse().map_err(drop)? })
    }
}
