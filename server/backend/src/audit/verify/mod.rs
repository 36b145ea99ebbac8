//! Reads the trail again: recomputes leaves, roots, chains and signatures, and says what does not fit.
//!
//! What is covered by a batch is found when it was changed, removed or added, by its number. What was cut off at the end,
//! events with their batches and heads, is found by an anchor only: the report says how far the trail goes and what the last
//! anchor is.

mod archives;
mod county;
mod fault;
mod heads;
mod tips;

use std::collections::BTreeMap;
use std::io::BufRead;

use uuid::Uuid;

pub use self::archives::verify_files;
pub use self::fault::{Fault, FaultKind};
use self::tips::Tips;
use super::rows::{batches, lanes, trail};
use crate::error::Result;
use crate::store::Store;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Events that lie in batches.
    pub events: u64,
    /// Events that no batch covers yet, because their process lives or was not taken for dead yet.
    pub unsealed: u64,
    /// Events that lie in archives.
    pub archived: u64,
    /// Batches.
    pub batches: u64,
    /// Heads.
    pub heads: u64,
    /// When the newest batch or head was made, Unix milliseconds.
    pub until: Option<i64>,
    /// When the newest anchor was made, Unix milliseconds.
    pub anchor: Option<i64>,
    /// What does not fit.
    pub faults: u64,
}

/// What one run reads with.
struct Run<'a> {
    store: &'a Store,
    tell: &'a mut dyn FnMut(&Fault),
    report: Report,
    /// When each lane was closed.
    lanes: BTreeMap<Uuid, Option<i64>>,
}

impl Run<'_> {
    fn found(&mut self, fault: &Fault) {
        self.report.faults += 1;
        (self.tell)(fault);
    }

    fn reached(&mut self, at: i64) {
        self.report.until = self.report.until.max(Some(at));
    }
}

/// Verifies the trail of a county, or of all; `tell` hears each fault as it is found. Heads are of all counties and always
/// verified; `anchors` are lines as [`super::append_anchor`] writes them.
///
/// # Errors
/// If the database or the anchors cannot be read.
pub async fn verify(
    store: &Store,
    county: Option<&str>,
    anchors: Option<&mut dyn BufRead>,
    tell: &mut dyn FnMut(&Fault),
) -> Result<Report> {
    let lanes = lanes::all(&store.db).await?.into_iter().map(|row| (row.lane, row.closed_at)).collect();
    let mut run = Run { store, tell, report: Report::default(), lanes };
    match county {
        Some(county) => county::verify(&mut run, county).await?,
        None => {
            for county in counties(store).await? {
                county::verify(&mut run, &county).await?;
            }
        }
    }
    heads::verify(&mut run, &mut Tips::default()).await?;
    if let Some(lines) = anchors {
        heads::verify_anchors(&mut run, lines, county).await?;
    }
    Ok(run.report)
}

/// The counties with events or batches.
pub(super) async fn counties(store: &Store) -> Result<Vec<String>> {
    let (mut counties, mut last) = (Vec::new(), String::new());
    loop {
        let of_events = trail::county_after(&store.db, &last).await?;
        let of_batches = batches::county_after(&store.db, &last).await?;
        let Some(next) = of_events.into_iter().chain(of_batches).min() else { return Ok(counties) };
        counties.push(next.clone());
        last = next;
    }
}
