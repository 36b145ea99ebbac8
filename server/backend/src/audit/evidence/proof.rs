//! What proves one event: its way to the root of its batch, and that of the batch to a signed head.

use crate::audit::proof::head::Tip;
use crate::audit::proof::{Digest, canonical, merkle};
use crate::audit::rows::{batches, heads, trail};
use crate::audit::tables::{audit_batch, audit_event, audit_head};
use crate::error::Result;
use crate::store::Store;

/// The way of an event to the root of its batch.
#[derive(Clone, Debug)]
pub struct Inclusion {
    /// The batch.
    pub batch: audit_batch::Model,
    /// Place of the event among those of the batch.
    pub position: usize,
    /// The hashes beside the way, the lowest first.
    pub path: Vec<Digest>,
    /// Whether the event, as its columns are now, leads to the root.
    pub holds: bool,
}

/// A head that covers a batch.
#[derive(Clone, Debug)]
pub struct HeadProof {
    /// The head.
    pub head: audit_head::Model,
    /// The key that signed it, Ed25519; nothing but zeros when the key file does not have it.
    pub public_key: [u8; 32],
    /// Number of the newest batch of the county in it.
    pub n: i64,
    /// Place of the county among all.
    pub position: usize,
    /// The hashes beside the way from that batch to the root, the lowest first.
    pub path: Vec<Digest>,
}

/// The leaves of a batch in the order of their numbers, kept for the next event of the same batch.
#[derive(Debug, Default)]
pub struct Leaves {
    of: Option<(String, i64)>,
    numbers: Vec<i64>,
    leaves: Vec<Digest>,
}

/// The way of an event to the root of its batch; `None` while it is not sealed.
///
/// # Errors
/// If the database refuses.
pub async fn inclusion(store: &Store, event: &audit_event::Model) -> Result<Option<Inclusion>> {
    let Some(batch) = batches::covering(&store.db, &event.county_code, event.lane, event.no).await? else {
        return Ok(None);
    };
    let mut leaves = Leaves::default();
    leaves.read(store, &batch).await?;
    Ok(leaves.inclusion(&batch, event))
}

impl Leaves {
    /// Reads those of a batch, unless they are here.
    pub(super) async fn read(&mut self, store: &Store, batch: &audit_batch::Model) -> Result<()> {
        let of = (batch.county_code.clone(), batch.n);
        if self.of.as_ref() == Some(&of) {
            return Ok(());
        }
        let span = (batch.first_no, batch.last_no);
        let rows = trail::leaves(&store.db, &batch.county_code, batch.lane, span).await?;
        self.of = Some(of);
        self.numbers = rows.iter().map(|(no, _)| *no).collect();
        self.leaves = rows.into_iter().map(|(_, leaf)| leaf.try_into().unwrap_or_default()).collect();
        Ok(())
    }

    /// The way of one event of the batch that was read.
    pub(super) fn inclusion(&self, batch: &audit_batch::Model, event: &audit_event::Model) -> Option<Inclusion> {
        let position = self.numbers.binary_search(&event.no).ok()?;
        let path = merkle::path(&self.leaves, position)?;
        let root: Digest = batch.root.as_slice().try_into().unwrap_or_default();
        let holds = merkle::includes(&root, canonical::leaf(event), position, self.leaves.len(), &path);
        Some(Inclusion { batch: batch.clone(), position, path, holds })
    }
}

/// The first head that covers a batch; `None` before the next one is made.
///
/// # Errors
/// If the database refuses.
pub async fn head_over(store: &Store, batch: &audit_batch::Model) -> Result<Option<HeadProof>> {
    // The first one afterwards may have been signed before this batch was written.
    for head in heads::after(&store.db, batch.at - 1, 3).await? {
        if let Some(proof) = proof_of(store, head, &batch.county_code, batch.n).await? {
            return Ok(Some(proof));
        }
    }
    Ok(None)
}

async fn proof_of(store: &Store, head: audit_head::Model, county: &str, least: i64) -> Result<Option<HeadProof>> {
    let named = |part: &str| part.split_once(':').and_then(|(code, n)| Some((code.to_owned(), n.parse().ok()?)));
    let Some(tips) = head.counties.split(',').map(named).collect::<Option<Vec<(String, i64)>>>() else {
        return Ok(None);
    };
    let Some(position) = tips.iter().position(|(code, n)| code == county && *n >= least) else { return Ok(None) };
    let n = tips[position].1;
    let mut leaves = Vec::with_capacity(tips.len());
    for (code, n) in tips {
        let Some(batch) = batches::numbered(&store.db, &code, n).await? else { return Ok(None) };
        let hash = batch.hash.try_into().unwrap_or_default();
        leaves.push(Tip { county: code, n: u64::try_from(n).unwrap_or(0), hash }.leaf());
    }
    let Some(path) = merkle::path(&leaves, position) else { return Ok(None) };
    let public_key = store.keys.head_public(&head.key_id).map_or([0; 32], |key| key.to_bytes());
    Ok(Some(HeadProof { head, public_key, n, position, path }))
}
