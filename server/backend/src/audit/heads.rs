//! Heads: once a minute, how far the chains of all counties have come, signed; and their anchors outside of the database.
//!
//! Whoever may write to the database can shorten all chains and heads together. An anchor is a head that lies elsewhere: it
//! says how far they had come.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::proof::head::{self, Tip};
use super::rows::{batches, heads};
use super::tables::audit_head;
use crate::error::{Error, Result};
use crate::store::Store;

/// Milliseconds between two heads.
const EVERY: i64 = 60_000;

/// Milliseconds between two heads when nothing happened: they say that the register lived.
const QUIET: i64 = 10 * 60_000;

/// A head as an anchor keeps it: one line of JSON. Hashes and the signature are base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// When, Unix milliseconds.
    pub at: i64,
    /// Root over all counties.
    pub root: String,
    /// Key that signed it.
    pub key: String,
    /// Signature over instant, number of counties and root.
    pub signature: String,
    /// The newest batch of each county.
    pub counties: BTreeMap<String, AnchoredTip>,
}

/// The newest batch of a county.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnchoredTip {
    /// Its number.
    pub n: u64,
    /// Its hash.
    pub hash: String,
}

/// Writes a head when one is due; gives it for the anchors.
///
/// # Errors
/// If the database refuses, or the keyring lacks its current key.
pub async fn write(store: &Store) -> Result<Option<Anchor>> {
    let now = store.clock.millis();
    let before = heads::newest(&store.db).await?;
    if before.as_ref().is_some_and(|head| now - head.at < EVERY) {
        return Ok(None);
    }
    let tips = tips(store).await?;
    let counties = counties_text(&tips);
    let quiet = before.is_some_and(|head| head.counties == counties && now - head.at < QUIET);
    if tips.is_empty() || quiet {
        return Ok(None);
    }
    let (key_id, key) = store.keys.head_key().ok_or_else(|| Error::internal("the keyring lacks its current key"))?;
    let root = head::root(&tips);
    let size = u32::try_from(tips.len()).unwrap_or(u32::MAX);
    let signature = head::sign(key, now, size, &root);
    let row = audit_head::Model {
        at: now,
        size: i32::try_from(size).unwrap_or(i32::MAX),
        counties,
        root: root.to_vec(),
        key_id: key_id.to_owned(),
        signature: signature.to_vec(),
    };
    if !heads::insert(&*store.statement().await, &row).await? {
        return Ok(None);
    }
    let anchored = |tip: Tip| (tip.county, AnchoredTip { n: tip.n, hash: STANDARD.encode(tip.hash) });
    Ok(Some(Anchor {
        at: now,
        root: STANDARD.encode(root),
        key: row.key_id,
        signature: STANDARD.encode(signature),
        counties: tips.into_iter().map(anchored).collect(),
    }))
}

/// Appends a head to a file, which should lie where nobody who may write to the database may write: made durable before it
/// counts.
///
/// # Errors
/// If the file cannot be written.
pub fn append(anchor: &Anchor, file: &Path) -> anyhow::Result<()> {
    let mut line = serde_json::to_vec(anchor)?;
    line.push(b'\n');
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
    file.write_all(&line)?;
    file.sync_data()?;
    Ok(())
}

/// The newest batch of every county, in the order of their codes.
async fn tips(store: &Store) -> Result<Vec<Tip>> {
    let (mut tips, mut county) = (Vec::new(), String::new());
    while let Some(next) = batches::county_after(&store.db, &county).await? {
        if let Some(batch) = batches::newest(&store.db, &next).await? {
            let hash = batch.hash.as_slice().try_into();
            let hash = hash.map_err(|_| Error::internal("the hash of a batch is not of its length"))?;
            tips.push(Tip { county: next.clone(), n: u64::try_from(batch.n).unwrap_or(0), hash });
        }
        county = next;
    }
    Ok(tips)
}

/// Counties and the numbers of their newest batches, as a column keeps them.
pub(super) fn counties_text(tips: &[Tip]) -> String {
    tips.iter().map(|tip| format!("{}:{}", tip.county, tip.n)).collect::<Vec<_>>().join(",")
}
