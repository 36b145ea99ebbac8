//! The hashes of batches that heads and anchors name, each read once while it is the newest.

use std::collections::HashMap;

use super::Run;
use crate::audit::proof::Digest;
use crate::audit::rows::batches;
use crate::error::Result;

/// The batch that was named last of each county, and its hash; nothing when there is none.
#[derive(Default)]
pub(super) struct Tips(HashMap<String, (i64, Option<Digest>)>);

impl Tips {
    /// The hash of a batch; `None` when there is none of its shape.
    pub(super) async fn hash(&mut self, run: &Run<'_>, county: &str, n: i64) -> Result<Option<Digest>> {
        if let Some((known, hash)) = self.0.get(county)
            && *known == n
        {
            return Ok(*hash);
        }
        let batch = batches::numbered(&run.store.db, county, n).await?;
        let hash = batch.and_then(|batch| batch.hash.as_slice().try_into().ok());
        self.0.insert(county.to_owned(), (n, hash));
        Ok(hash)
    }
}
