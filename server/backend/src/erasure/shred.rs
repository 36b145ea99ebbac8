//! Crypto-shredding of one record.

use std::collections::BTreeSet;

use domain::problem::Problem;
use domain::values::date;
use uuid::Uuid;

use super::duty::invalid;
use super::{log, rows};
use crate::access;
use crate::audit::{Actor, Entry, Kind, pen};
use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::unless_refused;
use crate::error::Result;
use crate::fieldwork::document::open_refused;
use crate::register::document::Document;
use crate::register::hashes;
use crate::register::rows::{departures, matches, records, submissions};
use crate::register::settled_counts::SettledCounts;
use crate::register::tables::{record, submission};
use crate::store::{Store, WriteTransaction};

/// What an erasure leaves behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// County of the record.
    pub county: String,
    /// The record.
    pub record: Uuid,
    /// Rows that were deleted or emptied.
    pub rows: u64,
    /// By what the destroyed key is named; `None` of a record of an earlier version, which had none.
    pub fingerprint: Option<String>,
    /// When, Unix milliseconds.
    pub at: i64,
}

/// Why a record is erased.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ground {
    /// The list to which it belongs; nil for none.
    pub(super) batch: Uuid,
    /// By a code, for the trail.
    pub(super) why: &'static str,
}

/// A record that is erased once its transaction is committed.
#[derive(Debug)]
pub(super) struct Erased {
    pub(super) certificate: Certificate,
    was: record::Model,
    now: record::Model,
}

impl Erased {
    /// To be told after the commit.
    pub(super) fn is_durable(&self, store: &Store) {
        store.resident::<SettledCounts>().moved(&self.was, &self.now);
    }
}

/// Erases a record in one transaction: its key, all that was sealed under it, the hashes by which it was found, its
/// pictures, suspicions, personal link, and what a phone was given back of it. What remains says that there was a record,
/// in which county and when, so that a late repeat of its submission does not bring it back. It answers like an unknown one.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or it is erased already; [`Problem::Invalid`] at `record` while a hold keeps it.
pub async fn shred(store: &Store, by: Actor, county: &str, id: Uuid) -> Result<Certificate> {
    let tx = store.begin().await?;
    let was = records::by_id(&*tx, county, id).await?.ok_or(Problem::NotFound)?;
    let today = date::format(store.clock.today());
    if let Some(hold) = rows::holds::on_record(&*tx, &was, &today).await? {
        return Err(invalid("record", format!("这条登记已暂缓删除（{hold}），解除后才能删除")));
    }
    let erased = within(store, &tx, by, (county, id), Ground::default()).await?;
    tx.commit().await?;
    erased.is_durable(store);
    Ok(erased.certificate)
}

/// Erases a record again after a backup of before its erasure was restored, as a line of the log says. Neither is a line
/// written for it nor a hold asked for: at the time of the erasure there was none. Gives nothing for a record that is erased
/// or not there.
///
/// # Errors
/// If the database refuses.
pub async fn repeat(store: &Store, by: Actor, line: &log::Line) -> Result<Option<Certificate>> {
    let mut unlogged = store.clone();
    unlogged.erasure_log = None;
    let tx = unlogged.begin().await?;
    if records::by_id(&*tx, &line.county, line.record).await?.is_none() {
        return Ok(None);
    }
    let ground = Ground { batch: line.batch, why: "restore" };
    let erased = within(&unlogged, &tx, by, (&line.county, line.record), ground).await?;
    tx.commit().await?;
    erased.is_durable(store);
    Ok(Some(erased.certificate))
}

/// Erases a record in a transaction of the caller, who has looked whether it may go.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or it is erased already.
pub(super) async fn within(
    store: &Store,
    tx: &WriteTransaction,
    by: Actor,
    (county, id): (&str, Uuid),
    ground: Ground,
) -> Result<Erased> {
    let was = records::by_id(&**tx, county, id).await?.ok_or(Problem::NotFound)?;
    let versions = submissions::of_record(&**tx, county, id).await?;
    // A key that does not open is destroyed all the same.
    let key = unless_refused(was.key(&store.keys))?;
    let mut count = lookups(store, tx, key.as_ref(), &was, &versions).await?;
    count += of_senders(store, tx, &was, &versions).await?;
    count += rows::records::delete_links(&**tx, &was).await?;
    count += rows::records::delete_drafts(&**tx, county, id).await?;
    count += rows::records::delete_visits(&**tx, county, id).await?;
    count += rows::records::delete_comparison(&**tx, county, id).await?;
    count += rows::records::empty_requests(&**tx, county, id).await?;
    count += suspicions(tx, county, id).await?;
    count += rows::records::empty_versions(&**tx, county, id).await?;
    count += rows::records::empty_notes(&**tx, county, id).await?;

    let at = store.clock.millis();
    let now = erased(&was, store.keys.sealing_root(), at);
    if !rows::records::erase_record(&**tx, &was, &now).await? {
        return Err(Problem::NotFound.into());
    }
    // Phones that hold the child let go of it with their next pull.
    departures::note(&**tx, &was, &now).await?;
    count += 1;
    let fingerprint = key.as_ref().and_then(RecordKey::fingerprint);
    let mut entry = Entry::new(county, at, Kind::RecordErased, by).of("record", id).with("rows", count);
    if let Some(fingerprint) = &fingerprint {
        entry = entry.with("key", fingerprint.as_str());
    }
    if !ground.batch.is_nil() {
        entry = entry.with("batch", ground.batch.to_string());
    }
    (entry.version, entry.purpose) = (Some(was.version), ground.why);
    pen::append(store, tx, [&entry]).await?;
    logged(store, county, (id, at), ground.batch).await?;
    let certificate = Certificate { county: county.to_owned(), record: id, rows: count, fingerprint, at };
    Ok(Erased { certificate, was, now })
}

/// Appends the record to the erasure log, where there is one; without it a restored backup brings the child back.
async fn logged(store: &Store, county: &str, (record, at): (Uuid, i64), batch: Uuid) -> Result<()> {
    let Some(file) = store.erasure_log.clone() else { return Ok(()) };
    let (keys, county) = (store.keys.clone(), county.to_owned());
    // The file is made durable before it goes on, which may take a while.
    let written = tokio::task::spawn_blocking(move || log::append(&file, &keys, &county, record, at, batch));
    Ok(written.await.map_err(anyhow::Error::new)??)
}

/// The record that remains.
fn erased(was: &record::Model, root: String, at: i64) -> record::Model {
    record::Model {
        township_code: String::new(),
        village_code: None,
        state: record::ERASED.to_owned(),
        link_id: None,
        holder: None,
        submitted_by: None,
        moved_at: at,
        findings: 0,
        alert: false,
        duplicates: 0,
        claimed_by: None,
        claimed_name: None,
        claimed_until: None,
        offered_to: None,
        offered_from: None,
        offered_state: None,
        items_due: 0,
        items_out: 0,
        discrepancies: 0,
        summary: Vec::new(),
        key_id: String::new(),
        sealed_key: None,
        root_id: Some(root),
        ..was.clone()
    }
}

/// Deletes the hashes of all versions. When one of them does not open, the hashes of the county are gone through instead.
async fn lookups(
    store: &Store,
    tx: &WriteTransaction,
    key: Option<&RecordKey>,
    was: &record::Model,
    versions: &[submission::Model],
) -> Result<u64> {
    let mut found = BTreeSet::new();
    for version in versions {
        let opened = key.map(|key| unless_refused(Document::open(key, version))).transpose()?.flatten();
        let Some(document) = opened else {
            return rows::records::delete_all_lookups(&**tx, &was.county_code, was.id).await;
        };
        found.extend(hashes::of_answers(&store.keys, &document.answers).into_iter().map(|(_, hash)| hash));
        found.extend(hashes::retired(&store.keys, &document.answers));
    }
    rows::records::delete_lookups(&**tx, &was.county_code, was.id, found.iter().map(|hash| hash.to_vec()).collect())
        .await
}

/// Deletes what lies in the counties of the workers who sent versions: pictures, and messages that they were given back.
async fn of_senders(
    store: &Store,
    tx: &WriteTransaction,
    was: &record::Model,
    versions: &[submission::Model],
) -> Result<u64> {
    let senders: Vec<Uuid> = versions.iter().filter_map(|version| version.submitted_by).collect();
    let people = access::rows::accounts::by_ids(&**tx, &senders).await?;
    let counties: BTreeSet<&str> = people.iter().map(|person| person.county_code.as_str()).collect();
    let ids: Vec<Uuid> = versions.iter().map(|version| version.id).collect();
    let mut count = 0;
    for county in counties {
        let mut pictures_of = ids.clone();
        for kept in rows::records::refused_messages(&**tx, county, &senders).await? {
            let replaced = kept.settled_by.is_some_and(|by| ids.contains(&by));
            let corrects = unless_refused(open_refused(&store.keys, &kept))?
                .and_then(|draft| draft.back?.corrects)
                .is_some_and(|corrects| corrects.record == was.id.to_string());
            if replaced || corrects || ids.contains(&kept.id) {
                count += rows::records::delete_refused_message(&**tx, county, kept.id).await?;
                pictures_of.push(kept.id);
            }
        }
        count += rows::records::delete_pictures(&**tx, county, pictures_of).await?;
    }
    Ok(count)
}

/// Deletes suspicions of the same child, on both sides.
async fn suspicions(tx: &WriteTransaction, county: &str, id: Uuid) -> Result<u64> {
    let mut count = 0;
    for pair in rows::records::candidates(&**tx, county, id).await? {
        count += rows::records::delete_candidate(&**tx, county, id, pair.other_id).await?;
        let gone = rows::records::delete_candidate(&**tx, &pair.other_county, pair.other_id, id).await?;
        if gone > 0 && pair.same_child.is_none() {
            matches::raise(&**tx, [(pair.other_county.as_str(), pair.other_id, -1)]).await?;
        }
        count += gone;
    }
    Ok(count)
}
