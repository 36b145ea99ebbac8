//! What the server asked a browser. It never leaves the server, is sealed, and is answered once within five minutes.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::access::rows;
use crate::access::tables::ceremony;
use crate::crypt::seal::{Binding, open_json, seal_json};
use crate::error::Result;
use crate::store::Store;

/// How long a ceremony may be answered.
pub(super) const OPEN: Duration = Duration::from_secs(5 * 60);

/// What the answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A new passkey.
    Enrol,
    /// Somebody whose account is known proves to be its owner.
    Prove,
    /// Somebody says a name.
    SignIn,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::Enrol => "enrol",
            Self::Prove => "prove",
            Self::SignIn => "sign_in",
        }
    }
}

/// Keeps the state of a ceremony that begins; gives its id.
pub(super) async fn begin<S: Serialize>(
    store: &Store,
    (county, account): (&str, Uuid),
    purpose: Purpose,
    state: &S,
) -> Result<Uuid> {
    let (id, now) = (store.new_id(), store.clock.millis());
    let sealed = seal_json(&store.keys, county, Binding::ceremony(id), state)?;
    let row = ceremony::Model {
        county_code: county.to_owned(),
        id,
        account_id: account,
        purpose: purpose.code().to_owned(),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        ends_at: now + i64::try_from(OPEN.as_millis()).unwrap_or(0),
    };
    let tx = store.begin().await?;
    rows::passkeys::begin(&*tx, &row, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes the state of a ceremony, which is over with that; nothing when it is not one of this account and purpose, ended, or
/// was answered.
pub(super) async fn take<S: DeserializeOwned>(
    store: &Store,
    (county, account): (&str, Uuid),
    purpose: Purpose,
    id: Uuid,
) -> Result<Option<S>> {
    let tx = store.begin().await?;
    let taken = rows::passkeys::take(&*tx, (county, id)).await?;
    tx.commit().await?;
    let fits = |row: &ceremony::Model| {
        row.account_id == account && row.purpose == purpose.code() && row.ends_at > store.clock.millis()
    };
    let Some(row) = taken.filter(fits) else { return Ok(None) };
    Ok(Some(open_json(&store.keys, county, Binding::ceremony(id), &row.key_id, &row.sealed)?))
}
