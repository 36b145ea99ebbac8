//! Archives: whether they follow one another, and are signed; and whether the files are those that were signed.

use std::path::Path;

use super::Run;
use super::fault::{Fault, FaultKind};
use crate::audit::proof::{archive, sha256};
use crate::audit::rows::{archives, batches};
use crate::audit::tables::audit_archive;
use crate::error::Result;
use crate::store::Store;

/// The number of the last batch of a county whose events lie in archives; 0 when none do.
pub(super) async fn verify(run: &mut Run<'_>, county: &str) -> Result<i64> {
    let mut reached = 0;
    for row in archives::of_county(&run.store.db, county).await? {
        let last = batches::numbered(&run.store.db, county, row.n).await?.map(|batch| batch.hash);
        let key = run.store.keys.head_public(&row.key_id);
        let signed = key.zip(last).is_some_and(|(key, last)| archive::is_signed(&key, &row, &last));
        let words = match (signed, row.first_n == reached + 1) {
            (true, true) => {
                reached = row.n;
                continue;
            }
            (false, _) => "the archive is not signed by a key of the key file".to_owned(),
            (true, false) => format!("the archive begins with batch {} instead of {}", row.first_n, reached + 1),
        };
        run.found(&Fault::new(county, FaultKind::Archive, words).of_batch(row.n));
        break;
    }
    Ok(reached)
}

/// Whether the files of all archives lie in a folder as they were signed; gives how many were read.
///
/// # Errors
/// If the database refuses.
pub async fn verify_files(store: &Store, folder: &Path, tell: &mut dyn FnMut(&Fault)) -> Result<usize> {
    let mut read = 0;
    for county in super::counties(store).await? {
        for row in archives::of_county(&store.db, &county).await? {
            if let Some(words) = wrong(&row, folder) {
                tell(&Fault::new(&county, FaultKind::Archive, words).of_batch(row.n));
            }
            read += 1;
        }
    }
    Ok(read)
}

fn wrong(row: &audit_archive::Model, folder: &Path) -> Option<String> {
    // A name that somebody wrote into the database leads nowhere else.
    let name = Path::new(&row.file).file_name()?;
    match std::fs::read(folder.join(name)) {
        Err(error) => Some(format!("the file {} cannot be read: {error}", row.file)),
        Ok(bytes) if sha256(&[&bytes])[..] != row.digest[..] => Some(format!("the file {} was changed", row.file)),
        Ok(_) => None,
    }
}
