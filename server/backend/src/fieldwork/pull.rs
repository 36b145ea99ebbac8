//! What changed for a worker since the phone asked last.
//!
//! A round of pages begins at a cursor and tells the children and households of the area that changed since,
//! in the order of their changes; its last page adds what is gone and what came back. A record that moves while
//! the round runs is told again by the same or the next round. What leaves the area is known from three places:
//! a record whose state ends it is among those that changed; one that went to another village or township was
//! written down as departed by the very statement that moved it ([`crate::register::rows::departures`]); and a worker whose
//! area changed gets everything afresh, because the cursor names its area. A record that left and came back is
//! with the children and not with what is gone, whatever the order in which the two were written.

use std::collections::HashSet;

use domain::fieldwork::draft::{self, Back};
use domain::fieldwork::message::Corrects;
use domain::fieldwork::{Draft, Pulled};
use domain::problem::Problem;
use domain::register::State;
use uuid::Uuid;

use super::cursor::{Phase, Round};
use super::roster;
use crate::access::accounts::FieldWorker;
use crate::audit::{Entry, Kind, Note, pen};
use crate::declare::submissions::state_of;
use crate::error::{Error, Result};
use crate::fieldwork::document::{open_household, open_refused};
use crate::fieldwork::rows::roster::Start;
use crate::fieldwork::rows::scope::Scope;
use crate::fieldwork::rows::{phones, roster as query};
use crate::register::document::{Document, form_of};
use crate::register::rows::departures;
use crate::register::tables::record;
use crate::store::Store;

/// Rows of a page: a whole village in one, because on a slow line each further request waits for its answer.
pub const PAGE: u64 = 2_500;
/// Most declarations that come back in one pull.
const BACK: u64 = 100;

/// What changed since the cursor; everything, with an empty one. `holds` names what the phone has of what came
/// back before ([`Back::held`]).
///
/// # Errors
/// [`Error::Internal`] if the database refuses.
pub async fn pull(store: &Store, worker: &FieldWorker, device: Uuid, cursor: &str, holds: &[String]) -> Result<Pulled> {
    let now = store.clock.millis();
    let tx = store.begin().await?;
    let known = phones::seen(&*tx, worker, device, now).await?;
    tx.commit().await?;
    if !known {
        return Ok(ended(store, cursor, Problem::DeviceUnknown));
    }
    let scope = Scope::from(worker);
    let mut round = Round::at(cursor, scope.code(), now);
    let mut pulled = nothing(store, String::new());
    pulled.afresh = round.afresh();
    let start = |round: &Round, taken: usize| Start {
        since: round.since,
        after: round.after,
        limit: PAGE.saturating_sub(taken as u64),
    };
    let mut taken = 0;
    if round.phase == Phase::Children {
        let rows = query::records(&store.db, &scope, start(&round, 0)).await?;
        taken = rows.len();
        round.after = rows.last().map(|last| (last.moved_at, last.id));
        if rows.len() as u64 == PAGE {
            pulled.more = true;
        } else {
            (round.phase, round.after) = (Phase::Households, None);
        }
        let (here, ended) = apart(rows)?;
        pulled.gone = ended.iter().map(ToString::to_string).collect();
        pulled.children = roster::children(store, worker, here).await?;
    }
    if !pulled.more {
        let wanted = start(&round, taken);
        let rows = query::households(&store.db, &scope, wanted).await?;
        pulled.more = rows.len() as u64 == wanted.limit;
        round.after = rows.last().map(|last| (last.updated_at, last.id)).or(round.after);
        pulled.households = rows.iter().map(|row| open_household(&store.keys, row)).collect::<Result<_>>()?;
    }
    if pulled.more {
        pulled.cursor = round.further(scope.code());
        looked(store, worker, device, &pulled).await?;
        return Ok(pulled);
    }
    pulled.cursor = round.done(scope.code());
    if round.since > 0 {
        let told: HashSet<String> = pulled.children.iter().map(|child| child.record.clone()).collect();
        let mut visited = query::visited(&store.db, &scope, round.since).await?;
        visited.retain(|record| !told.contains(&record.id.to_string()));
        pulled.children.extend(roster::children(store, worker, visited).await?);
        pulled.gone.extend(departed(store, worker, &scope, round.since).await?);
    }
    pulled.back = back(store, worker, holds).await?;
    looked(store, worker, device, &pulled).await?;
    Ok(pulled)
}

/// What a phone was told is in the trail before it hears it; of a pull that tells of nobody there is nothing to say.
async fn looked(store: &Store, worker: &FieldWorker, device: Uuid, pulled: &Pulled) -> Result<()> {
    let children = pulled.children.iter().map(|child| &child.record);
    let back = pulled.back.iter().filter_map(|draft| Some(&draft.back.as_ref()?.corrects.as_ref()?.record));
    let ids: Vec<Uuid> = children.chain(back).filter_map(|id| Uuid::try_parse(id).ok()).collect();
    if ids.is_empty() && pulled.households.is_empty() && pulled.back.is_empty() {
        return Ok(());
    }
    let entry = Entry::new(worker.county().to_string(), store.clock.millis(), Kind::Pull, worker.actor());
    let entry = entry.of("phone", device).with("households", pulled.households.len()).with("back", pulled.back.len());
    pen::record(store, &entry.about(ids)).await
}

/// What a phone is told that may not pull any more, or whose worker may not.
#[must_use]
pub fn ended(store: &Store, cursor: &str, why: Problem) -> Pulled {
    Pulled { ended: Some(why), ..nothing(store, cursor.to_owned()) }
}

fn nothing(store: &Store, cursor: String) -> Pulled {
    Pulled {
        cursor,
        more: false,
        afresh: false,
        children: Vec::new(),
        gone: Vec::new(),
        back: Vec::new(),
        households: Vec::new(),
        today: store.clock.today(),
        ended: None,
    }
}

/// Records that are active, and the ids of the others.
fn apart(rows: Vec<record::Model>) -> Result<(Vec<record::Model>, Vec<Uuid>)> {
    let (mut here, mut ended) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        if state_of(&row)?.is_active() { here.push(row) } else { ended.push(row.id) }
    }
    Ok((here, ended))
}

/// Records that left the area and did not come back.
async fn departed(store: &Store, worker: &FieldWorker, scope: &Scope, since: i64) -> Result<Vec<String>> {
    let left = departures::since(&store.db, worker, since).await?;
    let here: HashSet<Uuid> = query::still_here(&store.db, scope, &left).await?.into_iter().collect();
    Ok(left.into_iter().filter(|id| !here.contains(id)).map(|id| id.to_string()).collect())
}

/// Declarations that need the worker, without those that the phone holds.
async fn back(store: &Store, worker: &FieldWorker, holds: &[String]) -> Result<Vec<Draft>> {
    let held: HashSet<&str> = holds.iter().map(String::as_str).collect();
    let unknown =
        |draft: &Draft| draft.back.as_ref().and_then(Back::held).is_none_or(|held_as| !held.contains(&*held_as));
    let mut drafts = Vec::new();
    for row in query::refused_messages(&store.db, worker).await? {
        let mut draft = open_refused(&store.keys, &row)?;
        draft.back.get_or_insert_default().kept = Some(row.id.to_string());
        drafts.push(draft);
    }
    // A correction that was kept stands for the record that it corrects.
    let mending: HashSet<String> =
        drafts.iter().filter_map(|draft| Some(draft.back.as_ref()?.corrects.as_ref()?.record.clone())).collect();
    drafts.retain(unknown);
    let mut records = query::returned(&store.db, worker, BACK).await?;
    records.retain(|record| {
        let id = record.id.to_string();
        !mending.contains(&id) && !held.contains(&*format!("{id}@{}", record.version))
    });
    let versions = query::current(&store.db, &records).await?;
    let moves = query::moves_to(&store.db, &records, State::Returned).await?;
    for record in &records {
        let version = versions.iter().find(|row| row.id == record.submission_id);
        let version = version.ok_or_else(|| Error::internal("a record lacks its version"))?;
        let words = moves.iter().find(|event| event.record_id == record.id);
        let key = record.key(&store.keys)?;
        let note = words.map(|event| Note::open(&key, event)).transpose()?.unwrap_or_default();
        drafts.push(returned(store, record, &Document::open(&key, version)?, note)?);
    }
    Ok(drafts)
}

/// A returned record as the worker's phone takes it up.
fn returned(store: &Store, record: &record::Model, document: &Document, note: Note) -> Result<Draft> {
    Ok(Draft {
        version: draft::VERSION,
        id: store.new_id().to_string(),
        form: Some(form_of(record)?),
        answers: document.answers.clone(),
        overrides: document.overrides.clone(),
        changed_at: record.moved_at,
        back: Some(Back {
            corrects: Some(Corrects { record: record.id.to_string(), version: record.version }),
            reason: note.reason.unwrap_or_default(),
            comments: note.comments,
            findings: document.findings.clone(),
            ..Back::default()
        }),
        ..Draft::default()
    })
}
