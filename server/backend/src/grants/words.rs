//! Why somebody asks, sealed; and who asks, in words.

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::access::accounts::Account;
use crate::crypt::keyring::Keyring;
use crate::crypt::seal::{Binding, Sealed, open, seal};
use crate::error::{Error, Result};
use crate::grants::tables::access_grant;

/// Seals the words of a grant.
pub(super) fn sealed(keys: &Keyring, (county, grant): (&str, Uuid), words: &str) -> Result<Sealed> {
    seal(keys, county, Binding::grant(grant), words.as_bytes())
}

/// The words of a grant.
pub(super) fn opened(keys: &Keyring, row: &access_grant::Model) -> Result<String> {
    let bytes: Zeroizing<Vec<u8>> = open(keys, &row.county_code, Binding::grant(row.id), &row.key_id, &row.sealed)?;
    String::from_utf8(bytes.to_vec()).map_err(|_| Error::internal("the words of a grant are no text"))
}

/// Who asks, as the deciding person reads it.
pub(super) fn asker(account: &Account) -> String {
    let view = account.view();
    format!("{}（{}，{}）", view.display_name, account.role().label(), view.division_name.replace('/', ""))
}

/// Ids as a column keeps them.
pub(super) fn packed(records: &[Uuid]) -> Vec<u8> {
    records.iter().flat_map(|id| *id.as_bytes()).collect()
}

/// Ids of such a column.
pub(super) fn unpacked(bytes: &[u8]) -> Vec<Uuid> {
    bytes.chunks_exact(16).filter_map(|id| Uuid::from_slice(id).ok()).collect()
}
