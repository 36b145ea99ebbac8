//! What field work added to a record: how it was taken down, pictures, follow-up visits.
//!
//! A picture lies in the county of its sender, wherever the record went since; the way to it always leads through
//! a record that the reviewer may see. Each look at one is written into the history of the record.

use std::collections::HashMap;

use domain::access::Group;
use domain::fieldwork::message::Shows;
use domain::view::fieldwork::{FieldWork, PictureView, TakenDownView, VisitView};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access;
use crate::access::tables::account;
use crate::crypt::record_key::RecordKey;
use crate::error::{Error, Result};
use crate::fieldwork::document::open_visit;
use crate::fieldwork::rows::visits as rows;
use crate::register::document::Document;
use crate::register::seen::Seen;
use crate::register::tables::{record, submission};

/// What field work added to a record with these versions, as far as it is shown: masked, of visits the days and of
/// pictures how many there are.
pub(crate) async fn of_record<C: ConnectionTrait>(
    key: &RecordKey,
    db: &C,
    seen: Seen,
    record: &record::Model,
    versions: &[submission::Model],
) -> Result<FieldWork> {
    let visits = rows::visits(db, &record.county_code, record.id).await?;
    let people = versions.iter().filter_map(|row| row.submitted_by).chain(visits.iter().map(|row| row.made_by));
    let people = people_of(db, people.collect()).await?;
    let named = |id: Option<Uuid>| id.and_then(|id| people.get(&id)).map_or("", |person| &person.display_name);
    let mut work = FieldWork::default();
    if seen.shows(Group::Pictures) {
        work.pictures = listed(db, versions, &people).await?;
    }
    if !seen.reads(Group::Pictures) {
        work.pictures_hidden = u32::try_from(work.pictures.drain(..).count()).unwrap_or(u32::MAX);
    }
    let taken_down = versions.iter().rev().filter(|row| row.submitted_by.is_some() && seen.reads(Group::Consent));
    for row in taken_down {
        let Some(taken_down) = Document::open(key, row)?.taken_down else { continue };
        work.taken_down = Some(TakenDownView {
            version: row.version,
            worker: named(row.submitted_by).to_owned(),
            how: taken_down.consent.how,
            by: taken_down.consent.by,
            notice_version: taken_down.consent.notice_version,
            written_on: taken_down.written_on,
            received_at: row.submitted_at,
        });
        break;
    }
    for row in visits.iter().filter(|_| seen.shows(Group::Visits)) {
        let said = open_visit(key, row)?;
        let whole = |words: String| if seen.reads(Group::Visits) { words } else { String::new() };
        work.visits.push(VisitView {
            day: said.day,
            worker: whole(named(Some(row.made_by)).to_owned()),
            met: whole(said.met),
            seen: whole(said.seen),
            needs: whole(said.needs),
            next: said.next,
        });
    }
    Ok(work)
}

pub(super) type People = HashMap<Uuid, account::Model>;

pub(super) async fn people_of<C: ConnectionTrait>(db: &C, mut ids: Vec<Uuid>) -> Result<People> {
    ids.sort_unstable();
    ids.dedup();
    Ok(access::rows::accounts::by_ids(db, &ids).await?.into_iter().map(|row| (row.id, row)).collect())
}

/// Counties of those who sent versions.
pub(super) fn counties(versions: &[submission::Model], people: &People) -> Vec<String> {
    let senders = versions.iter().filter_map(|row| people.get(&row.submitted_by?));
    let mut counties: Vec<String> = senders.map(|person| person.county_code.clone()).collect();
    counties.sort_unstable();
    counties.dedup();
    counties
}

pub(super) async fn listed<C: ConnectionTrait>(
    db: &C,
    versions: &[submission::Model],
    people: &People,
) -> Result<Vec<PictureView>> {
    let ids: Vec<Uuid> = versions.iter().map(|row| row.id).collect();
    let mut pictures = Vec::new();
    for row in rows::pictures(db, &counties(versions, people), &ids).await? {
        let version = versions.iter().find(|version| version.id == row.submission).map_or(0, |version| version.version);
        let shows = Shows::from_code(&row.shows).ok_or_else(|| Error::internal("a picture shows something unknown"))?;
        pictures.push(PictureView { id: row.id.to_string(), shows, version, received_at: row.received_at });
    }
    Ok(pictures)
}

/// The pictures of all versions.
pub(super) async fn pictures_of<C: ConnectionTrait>(
    db: &C,
    versions: &[submission::Model],
) -> Result<Vec<PictureView>> {
    let people = people_of(db, versions.iter().filter_map(|row| row.submitted_by).collect()).await?;
    listed(db, versions, &people).await
}
