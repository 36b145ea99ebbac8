//! The chain of one county, batch by batch, and the events under each.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use uuid::Uuid;

use super::fault::{Fault, FaultKind, short};
use super::{Run, archives};
use crate::audit::entry::{SUBJECTS, subjects_hash};
use crate::audit::proof::{Digest, canonical, chain, merkle};
use crate::audit::rows::{batches, trail};
use crate::audit::sealer::DEPLOYMENT;
use crate::audit::tables::{audit_batch, audit_event};
use crate::error::Result;

/// Rows that are read at once.
const PAGE: u64 = 1024;

/// Verifies the chain of a county and what its events say.
pub(super) async fn verify(run: &mut Run<'_>, county: &str) -> Result<()> {
    let mut covered: HashMap<Uuid, i64> = HashMap::new();
    let mut prev = chain::genesis(DEPLOYMENT, county).to_vec();
    let archived = archives::verify(run, county).await?;
    let mut n = 0;
    loop {
        let page = batches::after(&run.store.db, county, n, PAGE).await?;
        for batch in &page {
            links(run, batch, &prev, n, &mut covered);
            events(run, batch, batch.n <= archived).await?;
            run.report.batches += 1;
            run.reached(batch.at);
            (n, prev) = (batch.n, batch.hash.clone());
        }
        if (page.len() as u64) < PAGE {
            break;
        }
    }
    beyond(run, county, &covered).await
}

/// Whether a batch follows from the one before, and its own columns fit its hash.
fn links(run: &mut Run<'_>, batch: &audit_batch::Model, prev: &[u8], n: i64, covered: &mut HashMap<Uuid, i64>) {
    let county = &batch.county_code;
    for missing in n + 1..batch.n {
        run.found(&Fault::new(county, FaultKind::BatchMissing, "there is no such batch").of_batch(missing));
    }
    if batch.n == n + 1 && batch.prev != prev {
        let words = format!("follows {} instead of {}", short(&batch.prev), short(prev));
        run.found(&Fault::new(county, FaultKind::Chain, words).of_batch(batch.n));
    }
    match chain::hash(batch) {
        Some(hash) if hash[..] == batch.hash[..] => {}
        Some(hash) => {
            let words = format!("hash {} instead of {}", short(&hash), short(&batch.hash));
            run.found(&Fault::new(county, FaultKind::Batch, words).of_batch(batch.n));
        }
        None => {
            let words = "a column is not of its shape";
            run.found(&Fault::new(county, FaultKind::Batch, words).of_batch(batch.n));
        }
    }
    let last = covered.entry(batch.lane).or_default();
    // After a batch that is missing its lane begins somewhere.
    if batch.first_no != *last + 1 && batch.n == n + 1 {
        let words = format!("begins with number {} of its lane instead of {}", batch.first_no, *last + 1);
        run.found(&Fault::new(county, FaultKind::Chain, words).of_batch(batch.n));
    }
    *last = batch.last_no;
}

/// Whether the events of a batch are those that were sealed, or in an archive.
async fn events(run: &mut Run<'_>, batch: &audit_batch::Model, archived: bool) -> Result<()> {
    let (county, lane, n) = (&batch.county_code, batch.lane, batch.n);
    let span = (batch.first_no, batch.last_no);
    let rows = trail::between(&run.store.db, county, lane, span).await?;
    if archived && rows.is_empty() {
        run.report.archived += u64::try_from(batch.count).unwrap_or(0);
        return Ok(());
    }
    let voids: HashSet<i64> = chain::voids(&batch.voids).unwrap_or_default().into_iter().collect();
    let faults = run.report.faults;
    let leaves: Vec<Digest> = rows.iter().map(canonical::leaf).collect();
    let mut rows_left = rows.iter().zip(&leaves).peekable();
    // The numbers of a batch whose columns were changed may be any: what they do not name is not looked for.
    let spanned = usize::try_from(span.1 - span.0 + 1).is_ok_and(|spanned| spanned <= rows.len() + voids.len() + 4096);
    for no in (span.0..=span.1).filter(|_| spanned) {
        let there = rows_left.next_if(|(event, _)| event.no == no);
        let fault = match there {
            None if !voids.contains(&no) => Fault::new(county, FaultKind::Missing, "the event is missing"),
            Some(_) if voids.contains(&no) => {
                Fault::new(county, FaultKind::Unexpected, "an event that was never written")
            }
            Some((event, leaf)) if leaf[..] != event.leaf[..] => changed(event),
            _ => continue,
        };
        run.found(&fault.of_batch(n).of_event(lane, no));
    }
    if run.report.faults == faults {
        let root = merkle::root(&leaves);
        if root[..] != batch.root[..] {
            let words = format!(
                "root {} instead of {}: an event is not the one that was sealed",
                short(&root),
                short(&batch.root)
            );
            run.found(&Fault::new(county, FaultKind::Root, words).of_batch(n));
        }
    }
    run.report.events += rows.len() as u64;
    subjects(run, batch, &rows).await
}

fn changed(event: &audit_event::Model) -> Fault {
    let words = format!("leaf {} instead of {}", short(&canonical::leaf(event)), short(&event.leaf));
    Fault::new(&event.county_code, FaultKind::Changed, words)
}

/// Whether the ids beside the events of a batch are those whose hashes the events say.
async fn subjects(run: &mut Run<'_>, batch: &audit_batch::Model, rows: &[audit_event::Model]) -> Result<()> {
    let (county, lane) = (&batch.county_code, batch.lane);
    let beside = trail::subjects(&run.store.db, county, lane, (batch.first_no, batch.last_no)).await?;
    let mut beside: HashMap<i64, String> = beside.into_iter().map(|row| (row.no, subjects_hash(&row.ids))).collect();
    for event in rows {
        // Most events name no ids beside, and reading their JSON takes longer than looking.
        let says = event.extra.contains(SUBJECTS);
        let extra: Option<Value> = if says { serde_json::from_str(&event.extra).ok() } else { None };
        let said = extra.as_ref().and_then(|extra| extra.get(SUBJECTS)).and_then(Value::as_str);
        if said != beside.remove(&event.no).as_deref() {
            let fault = Fault::new(county, FaultKind::Subjects, "the ids that the event names are others");
            run.found(&fault.of_batch(batch.n).of_event(lane, event.no));
        }
    }
    let mut without: Vec<i64> = beside.into_keys().filter(|no| !rows.iter().any(|event| event.no == *no)).collect();
    without.sort_unstable();
    // Of an event that is missing it was said already.
    for no in without.into_iter().filter(|no| chain::voids(&batch.voids).unwrap_or_default().contains(no)) {
        let fault = Fault::new(county, FaultKind::Subjects, "ids without an event");
        run.found(&fault.of_batch(batch.n).of_event(lane, no));
    }
    Ok(())
}

/// What no batch covers: not yet sealed while its lane is open, never written when it is closed or nobody knows it.
async fn beyond(run: &mut Run<'_>, county: &str, covered: &HashMap<Uuid, i64>) -> Result<()> {
    for (lane, last, _) in trail::lanes_of(&run.store.db, county).await? {
        let sealed = covered.get(&lane).copied().unwrap_or(0);
        let below = trail::between(&run.store.db, county, lane, (i64::MIN, 0)).await?;
        let open = matches!(run.lanes.get(&lane), Some(None));
        let (mut at, mut above) = (sealed, Vec::new());
        while at < last {
            let page = trail::after(&run.store.db, county, lane, at, PAGE).await?;
            let Some(end) = page.last() else { break };
            at = end.no;
            run.report.unsealed += if open { page.len() as u64 } else { 0 };
            above.extend(page.into_iter().filter(|event| !open || canonical::leaf(event)[..] != event.leaf[..]));
        }
        for event in below.iter().chain(&above) {
            let fault = if open && event.no > 0 {
                changed(event)
            } else {
                Fault::new(county, FaultKind::Unexpected, "an event that no batch covers")
            };
            run.found(&fault.of_event(lane, event.no));
        }
    }
    Ok(())
}
