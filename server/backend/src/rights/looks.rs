//! Who looked at a child's record (谁看过): day, role and unit, never a person. An emergency is told once it was reviewed, for
//! the child's safety: until then whoever endangers it would be warned.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use domain::Date;
use domain::access::{Action, Relation, Role};
use domain::register::State;
use uuid::Uuid;

use super::guardian::{actor, is_family, reached};
use crate::access::rows::{accounts, assignments};
use crate::audit::rows::search::{self, Terms};
use crate::audit::tables::audit_event;
use crate::audit::{Entry, Kind, Outcome, pen};
use crate::divisions::names;
use crate::error::Result;
use crate::grants::{self, Review};
use crate::links::holder::LinkHolder;
use crate::register::document::state_of;
use crate::store::{Store, clock};

/// Events of a record that are gone through, the newest.
const MOST: u64 = 2_000;

/// Somebody looked on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    day: Reverse<Date>,
    /// What was looked at, in words.
    pub what: &'static str,
    /// The role, in words.
    pub role: &'static str,
    /// The unit, in words.
    pub unit: String,
}

impl Look {
    /// The day, in Asia/Shanghai.
    #[must_use]
    pub const fn day(&self) -> Date {
        self.day.0
    }
}

/// Who looked at a record.
#[derive(Clone, Debug)]
pub struct Looks {
    /// Whoever opened it, the newest day first.
    pub looks: Vec<Look>,
    /// It is on the phones of the village's workers, and in lists.
    pub on_rosters: bool,
}

/// Who looked at a record, the newest day first; that this was asked is in the trail before.
///
/// # Errors
/// As [`super::my_child`].
pub async fn looks(store: &Store, link_holder: &LinkHolder, id: Uuid) -> Result<Looks> {
    let record = reached(store, link_holder, id, Action::GuardianTrail).await?;
    let now = store.clock.millis();
    let entry = Entry::new(&record.county_code, now, Kind::GuardianTrail, actor(link_holder));
    pen::record(store, &entry.of("record", id)).await?;
    // A record that came from elsewhere left events in the county of its link.
    let mut counties = vec![record.county_code.clone(), link_holder.county().to_string()];
    counties.dedup();
    let (mut emergencies, mut events) = (Vec::new(), Vec::new());
    for county in &counties {
        emergencies.extend(grants::emergencies(&store.db, county, id).await?);
    }
    for county in counties {
        let terms = Terms { until: now + 1, subject: Some(id), outcome: Some(Outcome::Done), ..Terms::default() };
        for event in search::page(&store.db, &county, &terms, None, MOST).await? {
            let emergency = emergency(&event, &emergencies);
            if let Some(what) = what(&event, emergency.is_some())
                && emergency != Some(Review::Waits)
            {
                events.push((what, event));
            }
        }
    }
    let units = units(store, events.iter().map(|(_, event)| event)).await?;
    let mut looks = BTreeSet::new();
    for (what, event) in &events {
        let Some(role) = Role::from_code(&event.role) else { continue };
        let at = jiff::Timestamp::from_millisecond(event.at).map_err(anyhow::Error::from)?;
        let unit = event.assignment.and_then(|id| units.get(&id).cloned()).unwrap_or_default();
        looks.insert(Look { day: Reverse(clock::day(at)), what, role: role.label(), unit });
    }
    let closed = matches!(state_of(&record)?, State::Rejected | State::Exited | State::Void);
    Ok(Looks { looks: looks.into_iter().collect(), on_rosters: record.village_code.is_some() && !closed })
}

/// What somebody looked at; nothing for what is no look of an official.
fn what(event: &audit_event::Model, emergency: bool) -> Option<&'static str> {
    if is_family(&event.role) {
        return None;
    }
    Some(match Kind::from_code(&event.kind)? {
        Kind::EmergencyOpened | Kind::RecordOpened | Kind::RecordRevealed if emergency => "紧急查阅",
        Kind::RecordOpened => "查看",
        Kind::RecordRevealed => "查看全文",
        Kind::PictureOpened => "查看照片",
        Kind::Print => "打印",
        _ => return None,
    })
}

/// The review of the emergency in which somebody looked; nothing for another look. A look by a grant does not always say by
/// which one, so that as long as one emergency of a person waits, no look of that person by a grant is told.
fn emergency(event: &audit_event::Model, emergencies: &[(Uuid, Review)]) -> Option<Review> {
    let by_grant = event.relation == Relation::Granted.code() || event.kind == Kind::EmergencyOpened.code();
    let of_person = emergencies.iter().filter(|(person, _)| by_grant && event.person == Some(*person));
    of_person.map(|(_, review)| *review).max()
}

/// The places of the assignments under which people acted, in words.
async fn units<'a>(
    store: &Store,
    events: impl Iterator<Item = &'a audit_event::Model>,
) -> Result<HashMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = events.filter_map(|event| event.actor).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut units = HashMap::new();
    for account in accounts::by_ids(&store.db, &ids).await? {
        for assignment in assignments::of_account(&store.db, &account.county_code, account.id).await? {
            units.insert(assignment.id, names::name_in_words(&assignment.place_code)?);
        }
    }
    Ok(units)
}
