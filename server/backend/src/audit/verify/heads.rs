//! Heads and anchors: signed, and about the chains that are there.

use std::io::BufRead;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Run;
use super::fault::{Fault, FaultKind};
use super::tips::Tips;
use crate::audit::heads::Anchor;
use crate::audit::proof::Digest;
use crate::audit::proof::head::{self, Tip};
use crate::audit::rows::heads;
use crate::audit::tables::audit_head;
use crate::error::Result;
use crate::store::clock::in_words;

/// Rows that are read at once.
const PAGE: u64 = 1024;

/// Verifies all heads in the database.
pub(super) async fn verify(run: &mut Run<'_>, tips: &mut Tips) -> Result<()> {
    let mut at = i64::MIN;
    loop {
        let page = heads::after(&run.store.db, at, PAGE).await?;
        for row in &page {
            if let Some((kind, words)) = wrong(run, tips, row).await? {
                run.found(&Fault::new("", kind, format!("head of {}: {words}", in_words(row.at))));
            }
            run.report.heads += 1;
            run.reached(row.at);
            at = row.at;
        }
        if (page.len() as u64) < PAGE {
            return Ok(());
        }
    }
}

async fn wrong(run: &Run<'_>, tips: &mut Tips, row: &audit_head::Model) -> Result<Option<(FaultKind, String)>> {
    let not_signed = (FaultKind::Signature, "it is not signed by a key of the key file".to_owned());
    let (Ok(root), Ok(size)) = (row.root.as_slice().try_into(), u32::try_from(row.size)) else {
        return Ok(Some(not_signed));
    };
    if !is_signed(run, &row.key_id, row.at, size, &root, &row.signature) {
        return Ok(Some(not_signed));
    }
    let mut leaves = Vec::new();
    for part in row.counties.split(',') {
        let named = part.split_once(':').and_then(|(county, n)| Some((county, n.parse::<i64>().ok()?)));
        let Some((county, n)) = named else {
            return Ok(Some((FaultKind::Head, "its list of counties is not of its shape".into())));
        };
        let Some(hash) = tips.hash(run, county, n).await? else {
            return Ok(Some((
                FaultKind::Head,
                format!("it says n = {n} of county {county}, and there is no such batch"),
            )));
        };
        leaves.push(Tip { county: county.to_owned(), n: u64::try_from(n).unwrap_or(0), hash });
    }
    if leaves.len() != size as usize || head::root(&leaves) != root {
        return Ok(Some((FaultKind::Head, "the chains are others than the ones that were signed".into())));
    }
    Ok(None)
}

/// Verifies the lines of a file of anchors; of one county only, when one is asked for.
pub(super) async fn verify_anchors(run: &mut Run<'_>, lines: &mut dyn BufRead, county: Option<&str>) -> Result<()> {
    let mut tips = Tips::default();
    let mut line = String::new();
    let mut number = 0;
    while lines.read_line(&mut line).map_err(anyhow::Error::new)? > 0 {
        number += 1;
        match serde_json::from_str::<Anchor>(&line).ok().filter(|anchor| holds(run, anchor)) {
            None => {
                let words = format!("line {number} of the anchors is not signed by a key of the key file");
                run.found(&Fault::new("", FaultKind::Anchor, words));
            }
            Some(anchor) => compare(run, &mut tips, &anchor, county).await?,
        }
        line.clear();
    }
    Ok(())
}

/// Whether an anchor is signed, and its counties are those that were signed.
fn holds(run: &Run<'_>, anchor: &Anchor) -> bool {
    let digest = |text: &str| STANDARD.decode(text).ok().and_then(|bytes| Digest::try_from(bytes).ok());
    let tips = anchor
        .counties
        .iter()
        .map(|(county, tip)| Some(Tip { county: county.clone(), n: tip.n, hash: digest(&tip.hash)? }));
    let tips: Option<Vec<Tip>> = tips.collect();
    let (Some(tips), Some(root), Ok(signature)) = (tips, digest(&anchor.root), STANDARD.decode(&anchor.signature))
    else {
        return false;
    };
    let size = u32::try_from(tips.len()).unwrap_or(u32::MAX);
    head::root(&tips) == root && is_signed(run, &anchor.key, anchor.at, size, &root, &signature)
}

async fn compare(run: &mut Run<'_>, tips: &mut Tips, anchor: &Anchor, only: Option<&str>) -> Result<()> {
    run.report.anchor = run.report.anchor.max(Some(anchor.at));
    for (county, tip) in anchor.counties.iter().filter(|(county, _)| only.is_none_or(|only| only == *county)) {
        let n = i64::try_from(tip.n).unwrap_or(i64::MAX);
        let there = tips.hash(run, county, n).await?;
        if there.is_some_and(|hash| STANDARD.encode(hash) == tip.hash) {
            continue;
        }
        let other = if there.is_some() { "that batch is another one" } else { "there is no such batch" };
        let words = format!("anchor of {} says n = {n}, and {other}", in_words(anchor.at));
        run.found(&Fault::new(county, FaultKind::Anchor, words).of_batch(n));
    }
    Ok(())
}

fn is_signed(run: &Run<'_>, key: &str, at: i64, size: u32, root: &Digest, signature: &[u8]) -> bool {
    run.store.keys.head_public(key).is_some_and(|key| head::is_signed(&key, at, size, root, signature))
}
