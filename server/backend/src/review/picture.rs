//! A picture of a record, opened: in full, or after it was revealed for a reason. Each look is in the history of the record
//! before anybody sees it.

use domain::access::{Action as Right, Group, Level};
use domain::problem::Problem;
use domain::review::Action;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::field_work::{counties, listed, people_of};
use super::looked::ONE_LOOK;
use super::{reveal, rows as review_rows, state_of, trace};
use crate::access::accounts::Reviewer;
use crate::audit::{self, Note, pen};
use crate::crypt::seal::{Binding, open};
use crate::error::Result;
use crate::fieldwork::rows::visits as rows;
use crate::register;
use crate::register::seen::Seen;
use crate::store::Store;

/// A picture as a worker's phone made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// `image/jpeg`, `image/webp` or `image/png`, as the phone said.
    pub media_type: String,
    /// The bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// A picture of a record of the reviewer's area, or of one that is offered to it. That it was looked at is in the
/// history of the record before anybody sees it.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or the record belongs to another area.
pub async fn picture(store: &Store, reviewer: &Reviewer, record: Uuid, id: Uuid) -> Result<Picture> {
    let tx = store.begin().await?;
    let record = review_rows::record::visible(&*tx, reviewer, record).await?.ok_or(Problem::NotFound)?;
    let seen = Seen::of(reviewer.account(), &record, store.clock.today())?;
    seen.may(Right::PictureOpen)?;
    match seen.level(Group::Pictures) {
        Level::Read => {}
        Level::Reveal if reveal::lately(&*tx, store, reviewer, &record, Group::Pictures).await? => {}
        _ => return Err(Problem::NotFound.into()),
    }
    let versions = register::rows::submissions::of_record(&*tx, &record.county_code, record.id).await?;
    let people = people_of(&*tx, versions.iter().filter_map(|row| row.submitted_by).collect()).await?;
    let pictures = listed(&*tx, &versions, &people).await?;
    let at = pictures.iter().position(|picture| picture.id == id.to_string()).ok_or(Problem::NotFound)?;
    let version = versions.iter().find(|row| row.version == pictures[at].version).ok_or(Problem::NotFound)?;
    let row = rows::picture(&*tx, &counties(&versions, &people), version.id, id).await?.ok_or(Problem::NotFound)?;
    let bytes = open(&store.keys, &row.county_code, Binding::attachment(row.id), &row.key_id, &row.sealed)?;

    let words = format!("第{}张：{}", at + 1, pictures[at].shows.label());
    let note = Note { reason: Some(words), ..Note::default() };
    let now = store.clock.millis();
    let place = (record.county_code.as_str(), record.id);
    let me = reviewer.account().id();
    let key = record.key(&store.keys)?;
    let mut looked = false;
    for row in audit::rows::history::traces(&*tx, place, Action::ViewPicture, me, now - ONE_LOOK).await? {
        looked |= Note::open(&key, &row)? == note;
    }
    if !looked {
        let state = state_of(&record)?;
        let mut trace = trace(store, reviewer, &record, Action::ViewPicture, state, &note)?;
        (trace.history.at, trace.entry.at) = (now, now);
        trace.entry = trace.entry.with("picture", id.to_string());
        pen::write(store, &tx, &[trace]).await?;
        tx.commit().await?;
    }
    Ok(Picture { media_type: row.media_type, bytes })
}
