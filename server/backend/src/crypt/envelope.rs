//! What every sealed value is made of: the place where it stands, the bytes, and the name of its key.
//!
//! A value of format 2 is `"TC" ‖ 0x02 ‖ suite ‖ nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes)`, its place bound in as
//! associated data: it opens only where it was sealed, in the same column, record, row and revision of the row. The county is
//! bound by the key.

use uuid::Uuid;
use zeroize::Zeroizing;

use super::incidents::{Fault, Incident};
use super::keyring::Keyring;
use super::suite::{Cipher, NONCE, Suite};
use crate::error::{Error, Result};

/// Bytes before the nonce.
pub(super) const HEADER: usize = 4;
/// Bytes of a tag.
const TAG: usize = 16;

/// Where a sealed value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Table and column, e.g. `submission.document`.
    pub(super) column: &'static str,
    /// The record (or draft) whose value it is.
    pub(super) record: Uuid,
    /// The row: submission, event, draft or the record itself.
    pub(super) row: Uuid,
    /// What grows in the row, in clear, each time the value is written anew: an older value of the row does not open. 0 where
    /// a row never changes.
    pub(super) revision: i64,
}

impl Binding {
    const fn once(column: &'static str, record: Uuid, row: Uuid) -> Self {
        Self { column, record, row, revision: 0 }
    }

    /// The document of a submission, which is this version of its record.
    #[must_use]
    pub const fn document(record: Uuid, submission: Uuid, version: i32) -> Self {
        Self { column: "submission.document", record, row: submission, revision: version as i64 }
    }

    /// What lists show of a record in this version.
    #[must_use]
    pub const fn summary(record: Uuid, version: i32) -> Self {
        Self { column: "record.summary", record, row: record, revision: version as i64 }
    }

    /// The words of an event.
    #[must_use]
    pub const fn note(record: Uuid, event: Uuid) -> Self {
        Self::once("event.note", record, event)
    }

    /// The secret of an account's code generator.
    #[must_use]
    pub const fn factor(account: Uuid) -> Self {
        Self::once("totp.sealed", account, account)
    }

    /// A passkey.
    #[must_use]
    pub const fn passkey(passkey: Uuid) -> Self {
        Self::once("passkey.sealed", passkey, passkey)
    }

    /// What a browser was asked for a passkey.
    #[must_use]
    pub const fn ceremony(ceremony: Uuid) -> Self {
        Self::once("ceremony.sealed", ceremony, ceremony)
    }

    /// The secret with which the site asks a provider of identities.
    #[must_use]
    pub const fn identity_provider(provider: Uuid) -> Self {
        Self::once("identity_provider.sealed", provider, provider)
    }

    /// Why somebody asks to look at records of another area.
    #[must_use]
    pub const fn grant(grant: Uuid) -> Self {
        Self::once("access_grant.sealed", grant, grant)
    }

    /// What a link is for.
    #[must_use]
    pub const fn link_note(link: Uuid) -> Self {
        Self::once("link.sealed", link, link)
    }

    /// The words with which a notice about reading was closed.
    #[must_use]
    pub const fn alert(alert: Uuid) -> Self {
        Self::once("alert.sealed", alert, alert)
    }

    /// Why a list of records is to be erased.
    #[must_use]
    pub const fn erasure_batch(batch: Uuid) -> Self {
        Self::once("erasure_batch.sealed", batch, batch)
    }

    /// The words of a hold in this revision.
    #[must_use]
    pub const fn hold(hold: Uuid, revision: i64) -> Self {
        Self { column: "erasure_hold.sealed", record: hold, row: hold, revision }
    }

    /// Why somebody asks for an export.
    #[must_use]
    pub const fn export(export: Uuid) -> Self {
        Self::once("export.sealed", export, export)
    }

    /// What is said of a breach in this revision.
    #[must_use]
    pub const fn breach(breach: Uuid, revision: i64) -> Self {
        Self { column: "breach.sealed", record: breach, row: breach, revision }
    }

    /// The checked rows of a sheet of accounts, on their way through the browser of the account that uploaded it.
    #[must_use]
    pub const fn import(account: Uuid) -> Self {
        Self::once("import.rows", account, account)
    }

    /// The answers of a draft in this revision.
    #[must_use]
    pub const fn draft(draft: Uuid, revision: i64) -> Self {
        Self { column: "draft.sealed", record: draft, row: draft, revision }
    }

    /// The words of a household that changed last at this time.
    #[must_use]
    pub const fn household(household: Uuid, updated_at: i64) -> Self {
        Self { column: "household.sealed", record: household, row: household, revision: updated_at }
    }

    /// The words of a follow-up visit.
    #[must_use]
    pub const fn visit(record: Uuid, visit: Uuid) -> Self {
        Self::once("visit.sealed", record, visit)
    }

    /// The words of a guardian's request about a record, in this version.
    #[must_use]
    pub const fn request(record: Uuid, request: Uuid, version: i32) -> Self {
        Self { column: "rights_request.sealed", record, row: request, revision: version as i64 }
    }

    /// What a department said of an item.
    #[must_use]
    pub const fn answer(record: Uuid, answer: Uuid) -> Self {
        Self::once("comparison_answer.sealed", record, answer)
    }

    /// The words of a discrepancy, in this version.
    #[must_use]
    pub const fn discrepancy(record: Uuid, discrepancy: Uuid, version: i32) -> Self {
        Self { column: "discrepancy.sealed", record, row: discrepancy, revision: version as i64 }
    }

    /// The words of a batch, in this revision.
    #[must_use]
    pub const fn comparison_batch(batch: Uuid, revision: i64) -> Self {
        Self { column: "comparison_batch.sealed", record: batch, row: batch, revision }
    }

    /// A refused message, kept for its worker.
    #[must_use]
    pub const fn refused_message(message: Uuid) -> Self {
        Self::once("kept.sealed", message, message)
    }

    /// A picture; it stays sealed when a mended declaration takes it over.
    #[must_use]
    pub const fn attachment(attachment: Uuid) -> Self {
        Self::once("attachment.sealed", attachment, attachment)
    }

    /// The key of a record.
    pub(super) const fn record_key(record: Uuid) -> Self {
        Self::once("record.sealed_key", record, record)
    }

    fn associated(&self, suite: Suite) -> String {
        let Self { column, record, row, revision } = self;
        format!("tongce/2|{}|{column}|{record}|{row}|{revision}", suite.number())
    }
}

/// A sealed value and what it was sealed with, as two columns keep them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The value, sealed.
    pub bytes: Vec<u8>,
    /// Under which key: see [`SealedBy`].
    pub key_id: String,
}

/// Under which key a value is sealed, as the column `key_id` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SealedBy<'a> {
    /// `record/1`: the record's own key, with this suite.
    Record(Suite),
    /// `county/k2`: the key of the row's county under this root, with the suite of the root.
    County(&'a str),
    /// `k1`: format 1, under a key of the whole deployment.
    First(&'a str),
}

impl<'a> SealedBy<'a> {
    /// Nothing for what no version of the program writes.
    pub(crate) fn read(key_id: &'a str) -> Option<Self> {
        match key_id.split_once('/') {
            None => Some(Self::First(key_id)),
            Some(("county", root)) => Some(Self::County(root)),
            Some(("record", suite)) => Some(Self::Record(Suite::from_number(suite.parse().ok()?)?)),
            Some(_) => None,
        }
    }

    /// As the column keeps it.
    pub(crate) fn column(self) -> String {
        match self {
            Self::Record(suite) => format!("record/{}", suite.number()),
            Self::County(root) => format!("county/{root}"),
            Self::First(key) => key.to_owned(),
        }
    }
}

const fn header(suite: Suite) -> [u8; HEADER] {
    [b'T', b'C', 2, suite.number()]
}

/// A value in format 2.
pub(super) fn encrypt(cipher: &Cipher, binding: Binding, plain: &[u8]) -> Result<Vec<u8>> {
    let mut sealed = Vec::with_capacity(HEADER + NONCE + plain.len() + TAG);
    sealed.extend_from_slice(&header(cipher.suite()));
    let associated = binding.associated(cipher.suite());
    let done = cipher.encrypt_onto(&mut sealed, plain, associated.as_bytes());
    done.ok_or_else(|| Error::internal("sealing failed: no random bytes for a nonce"))?;
    Ok(sealed)
}

/// What a value of format 2 holds; nothing when it does not open here.
pub(super) fn decrypt(cipher: &Cipher, binding: Binding, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let rest = sealed.strip_prefix(&header(cipher.suite()))?;
    cipher.decrypt(rest, binding.associated(cipher.suite()).as_bytes())
}

/// Tells the trail of a value that does not open; whoever asked for it is answered as if it were not there.
pub(super) fn refused(keys: &Keyring, fault: Fault, county: &str, binding: Binding) -> Error {
    keys.incidents().note(Incident { fault, county: county.to_owned(), column: binding.column, row: binding.row });
    Error::Problem(domain::problem::Problem::NotFound)
}

/// What was opened, or nothing when it was refused: a list goes on without what was tampered with, of which the trail knows.
///
/// # Errors
/// Any other.
pub(crate) fn unless_refused<T>(opened: Result<T>) -> Result<Option<T>> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(Error::Problem(domain::problem::Problem::NotFound)) => Ok(None),
        Err(error) => Err(error),
    }
}
