//! Makes the lines of evidence of events.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::line::{Batch, Event, Evidence, Head, Line};
use super::proof::{HeadProof, Leaves, head_over};
use crate::audit::rows::batches;
use crate::audit::tables::{audit_batch, audit_event};
use crate::error::Result;
use crate::store::Store;

/// Version of the format.
pub const VERSION: u32 = 1;

/// Batches that are read at once.
const PAGE: i64 = 512;

/// The lines of these events: what they are, their heads and batches, themselves in the order in which they came.
///
/// # Errors
/// If the database refuses.
pub async fn collect(store: &Store, account: Uuid, events: &[audit_event::Model]) -> Result<Vec<Line>> {
    let mut found = Found::default();
    let mut order: Vec<usize> = (0..events.len()).collect();
    // By county and lane, so that a batch and its leaves are read once.
    let key = |at: usize| (&events[at].county_code, events[at].lane, events[at].no);
    order.sort_by(|a, b| key(*a).cmp(&key(*b)));
    let mut of_events = vec![None; events.len()];
    for at in order {
        of_events[at] = Some(found.event(store, &events[at]).await?);
    }
    let batches = found.linked(store).await?;
    let first = Evidence { version: VERSION, at: store.clock.millis(), account, events: events.len() };
    let heads = found.heads.iter().map(|((county, _), proof)| Line::Head(Head::of(county, proof)));
    let batches = batches.iter().map(|batch| Line::Batch(Batch::of(batch)));
    let of_events = of_events.into_iter().flatten().map(|event| Line::Event(Box::new(event)));
    Ok(std::iter::once(Line::Evidence(first)).chain(heads).chain(batches).chain(of_events).collect())
}

/// What was read for the events so far.
#[derive(Default)]
struct Found {
    /// Batches of the events by county, lane and their last number.
    batches: BTreeMap<(String, Uuid, i64), audit_batch::Model>,
    /// Heads by county and the number of its newest batch.
    heads: BTreeMap<(String, i64), HeadProof>,
    leaves: Leaves,
}

impl Found {
    async fn event(&mut self, store: &Store, event: &audit_event::Model) -> Result<Event> {
        let Some(batch) = self.batch(store, event).await? else { return Ok(Event::of(event, None, None)) };
        self.leaves.read(store, &batch).await?;
        let inclusion = self.leaves.inclusion(&batch, event);
        let head = self.head(&batch).map(|proof| proof.head.at);
        Ok(Event::of(event, inclusion.as_ref(), head))
    }

    /// The batch of an event; its head is read with it.
    async fn batch(&mut self, store: &Store, event: &audit_event::Model) -> Result<Option<audit_batch::Model>> {
        let county = &event.county_code;
        let of_lane = (county.clone(), event.lane, event.no)..=(county.clone(), event.lane, i64::MAX);
        if let Some((_, batch)) = self.batches.range(of_lane).next()
            && batch.first_no <= event.no
        {
            return Ok(Some(batch.clone()));
        }
        let Some(batch) = batches::covering(&store.db, county, event.lane, event.no).await? else { return Ok(None) };
        if self.head(&batch).is_none()
            && let Some(proof) = head_over(store, &batch).await?
        {
            self.heads.insert((county.clone(), proof.n), proof);
        }
        self.batches.insert((county.clone(), batch.lane, batch.last_no), batch.clone());
        Ok(Some(batch))
    }

    /// A head that covers a batch, the one with the least batches between.
    fn head(&self, batch: &audit_batch::Model) -> Option<&HeadProof> {
        let county = &batch.county_code;
        let of_county = (county.clone(), batch.n)..=(county.clone(), i64::MAX);
        self.heads.range(of_county).next().map(|(_, proof)| proof)
    }

    /// The batches of the events and those between them and the heads, in order.
    async fn linked(&self, store: &Store) -> Result<Vec<audit_batch::Model>> {
        let mut all: BTreeMap<(String, i64), audit_batch::Model> = BTreeMap::new();
        let spans: BTreeSet<(String, i64, i64)> = self
            .batches
            .values()
            .map(|batch| (batch.county_code.clone(), batch.n, self.head(batch).map_or(batch.n, |proof| proof.n)))
            .collect();
        for batch in self.batches.values() {
            all.insert((batch.county_code.clone(), batch.n), batch.clone());
        }
        let mut linked = BTreeSet::new();
        for (county, first, until) in spans {
            let mut n = first;
            // Where another span was linked, the rest of it is the rest of this one.
            while n < until && linked.insert((county.clone(), n)) {
                let page = batches::after(&store.db, &county, n, PAGE.min(until - n).unsigned_abs()).await?;
                let Some(last) = page.last().map(|batch| batch.n) else { break };
                linked.extend((n + 1..last).map(|between| (county.clone(), between)));
                all.extend(page.into_iter().map(|batch| ((county.clone(), batch.n), batch)));
                n = last;
            }
        }
        Ok(all.into_values().collect())
    }
}
