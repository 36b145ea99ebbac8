//! The keys of records: wrapped under the current root.

use std::time::Instant;

use uuid::Uuid;

use super::{Options, Report, rest, rows};
use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::unless_refused;
use crate::error::Result;
use crate::register::document::Summary;
use crate::register::tables::record;
use crate::store::Store;

pub(super) async fn rotate(store: &Store, county: &str, options: &Options, report: &mut Report) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let begun = Instant::now();
        let root = store.keys.sealing_root();
        let page = rows::records::under_other_roots(&store.db, county, after, &root, options.step).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        let mut changed = Vec::with_capacity(page.len());
        for was in &page {
            match unless_refused(wrapped(store, was))? {
                Some(now) => changed.push((was, now)),
                None => report.damaged += 1,
            }
        }
        let tx = store.begin().await?;
        for (was, now) in &changed {
            let first = was.sealed_key.is_none();
            if rows::records::keep_key(&*tx, was, now).await? {
                *(if first { &mut report.first_keys } else { &mut report.wrapped }) += 1;
            }
        }
        tx.commit().await?;
        rest(options, begun).await;
    }
}

/// The row with its key under the current root; with its first one, and its summary sealed under that.
fn wrapped(store: &Store, was: &record::Model) -> Result<record::Model> {
    let (mut now, mut key) = (was.clone(), was.key(&store.keys)?);
    if !key.is_own() {
        let summary = Summary::open(&key, was)?;
        key = RecordKey::fresh(&store.keys, &was.county_code, was.id)?;
        let sealed = summary.seal(&key, was.id, was.version)?;
        (now.summary, now.key_id) = (sealed.bytes, sealed.key_id);
    }
    now.keep(key.wrap(&was.county_code)?);
    Ok(now)
}
