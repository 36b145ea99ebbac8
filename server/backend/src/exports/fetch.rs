//! The file: made when it is fetched, under the rights that the asker has then, and given once. Nothing of it is kept but its
//! digest, by which a file that turns up somewhere is recognised.

use std::collections::HashMap;

use domain::access::{Action, Channel, Group};
use domain::problem::Problem;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::columns::Columns;
use super::rows;
use super::state::{Format, State};
use super::tables::export;
use crate::access::accounts::Reviewer;
use crate::audit::{Entry, Kind, pen};
use crate::crypt::seal::unless_refused;
use crate::error::Result;
use crate::register::document::Document;
use crate::register::seen::Seen;
use crate::register::tables::record;
use crate::review::rows::queue;
use crate::sheets::{Written, write_csv, write_workbook};
use crate::store::Store;
use crate::store::clock::in_words;

/// Records that are read in one statement.
const AT_ONCE: usize = 256;

/// A file that leaves the register.
#[derive(Clone, Debug)]
pub struct File {
    /// Its number.
    pub number: String,
    /// What kind it is.
    pub format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many records it has.
    pub rows: usize,
}

/// The file of an export, once. Records that the asker is no longer shown, and those that were erased, are left out.
///
/// # Errors
/// [`Problem::NotFound`] for anybody but who asked, and before it was approved; [`Problem::ExportGone`] when it was fetched, or
/// after its time.
pub async fn fetch(store: &Store, reviewer: &Reviewer, id: Uuid) -> Result<File> {
    let account = reviewer.account();
    let was = rows::by_id(&store.db, reviewer.area().county(), id).await?;
    let was = was.filter(|export| export.asked_by == account.id() && account.may(Action::ExportFetch));
    let was = was.ok_or(Problem::NotFound)?;
    let at = store.clock.millis();
    match State::from_code(&was.state) {
        Some(State::Approved) if was.ends_at > at => {}
        Some(State::Approved | State::Fetched) => return Err(Problem::ExportGone.into()),
        _ => return Err(Problem::NotFound.into()),
    }
    let (file, subjects) = made(store, reviewer, &was).await?;
    let now = export::Model {
        state: State::Fetched.code().to_owned(),
        fetched_at: Some(at),
        digest: hex::encode(Sha256::digest(&file.bytes)),
        ..was.clone()
    };
    let tx = store.begin().await?;
    // Of two requests at one moment one gets it.
    if !rows::change(&*tx, &was, &now).await? {
        return Err(Problem::ExportGone.into());
    }
    let entry = Entry::new(&was.county_code, at, Kind::ExportFetched, reviewer.actor()).of("export", id);
    let mut entry = entry.with("number", was.number.as_str()).with("sha256", now.digest.as_str()).about(subjects);
    entry.groups = groups(&was).iter().map(|group| group.code()).collect();
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok(file)
}

fn groups(export: &export::Model) -> Vec<Group> {
    export.groups.split(',').filter_map(Group::from_code).collect()
}

async fn made(store: &Store, reviewer: &Reviewer, export: &export::Model) -> Result<(File, Vec<Uuid>)> {
    let groups = groups(export);
    let columns = Columns::of(&groups);
    let ids: Vec<Uuid> = export.records.chunks_exact(16).filter_map(|id| Uuid::from_slice(id).ok()).collect();
    let (mut lines, mut subjects) = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
    for part in ids.chunks(AT_ONCE) {
        let records = queue::with_ids(&store.db, reviewer, part, None, &queue::Wanted::default()).await?;
        let current: Vec<Uuid> = records.iter().map(|record| record.submission_id).collect();
        let versions = rows::submissions(&store.db, &export.county_code, &current).await?;
        let mut versions: HashMap<Uuid, _> = versions.into_iter().map(|version| (version.record_id, version)).collect();
        let mut records: HashMap<Uuid, record::Model> = records.into_iter().map(|record| (record.id, record)).collect();
        for id in part {
            let (Some(record), Some(version)) = (records.remove(id), versions.remove(id)) else { continue };
            let Ok(seen) = Seen::of(reviewer.account(), &record, store.clock.today()) else { continue };
            // One that was tampered with is left out; the trail is told.
            let opened = record.key(&store.keys).and_then(|key| Document::open(&key, &version));
            let Some(document) = unless_refused(opened)? else { continue };
            lines.push(columns.row(&record, &document, seen.only(&groups).through(Channel::Export))?);
            subjects.push(record.id);
        }
    }
    let rows = lines.len();
    let footer = format!(
        "导出编号：{}　{}　{}　共{rows}条　内含儿童个人信息，仅限批准的用途，用完删除",
        export.number,
        export.asker,
        in_words(store.clock.millis()),
    );
    let sheet = Written { name: "登记", headings: columns.headings(), rows: lines, footer };
    let format = Format::from_code(&export.format).unwrap_or_default();
    let bytes = match format {
        Format::Xlsx => write_workbook(&sheet)?,
        Format::Csv => write_csv(&sheet)?,
    };
    Ok((File { number: export.number.clone(), format, bytes, rows }, subjects))
}
