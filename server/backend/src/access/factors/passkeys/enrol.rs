//! A passkey becomes one of an account, and is given up.

use domain::problem::Problem;
use domain::values::text;
use uuid::Uuid;
use webauthn_rs::prelude::{CredentialID, PasskeyRegistration, RegisterPublicKeyCredential};

use super::ceremony::{self, Purpose};
use super::{MOST, Question, opened, relying_party, wrong};
use crate::access::accounts::{Account, trail};
use crate::access::factors::{self, recovery};
use crate::access::rows;
use crate::access::tables::passkey;
use crate::audit::{Kind, pen};
use crate::crypt::seal::{Binding, seal_json};
use crate::error::{Error, Result};
use crate::store::Store;

/// Longest name, in characters.
const NAME_MAX: u16 = 30;

/// What a browser is asked that is to make a passkey; one that holds a passkey of the account already makes no second one.
///
/// # Errors
/// [`Problem::Invalid`] when the account has [`MOST`].
pub async fn begin(store: &Store, account: &Account) -> Result<Question> {
    let rows = rows::passkeys::of_account(&store.db, account.key()).await?;
    if rows.len() >= MOST {
        let message = format!("最多{MOST}个通行密钥，请先删除一个不用的");
        return Err(Problem::Invalid { field: "passkey".into(), message }.into());
    }
    let mut known: Vec<CredentialID> = Vec::new();
    for row in &rows {
        known.extend(opened(store, row)?.map(|passkey| passkey.cred_id().clone()));
    }
    let site = relying_party(store)?;
    let (asked, state) = site
        .start_passkey_registration(account.id(), account.username(), account.display_name(), Some(known))
        .map_err(|_| Error::internal("no passkey can be asked for"))?;
    let ceremony = ceremony::begin(store, account.key(), Purpose::Enrol, &state).await?;
    Ok(Question { ceremony, options: serde_json::to_string(&asked.public_key)? })
}

/// Enrols the passkey of an answer (`PublicKeyCredential` as JSON). Gives recovery codes, shown this once, when it is the first
/// second factor of the account.
///
/// # Errors
/// [`Problem::Invalid`] for `passkey` when the answer is not one to this ceremony, for `name` when that does not fit.
pub async fn enrol(store: &Store, account: &Account, (id, answer): (Uuid, &str), name: &str) -> Result<Vec<String>> {
    let at_name = |message: String| Problem::Invalid { field: "name".into(), message };
    let name = text::parse(name, NAME_MAX).map_err(|error| at_name(format!("名称{error}")))?;
    let name = if name.is_empty() { "通行密钥".to_owned() } else { name };
    let state = ceremony::take::<PasskeyRegistration>(store, account.key(), Purpose::Enrol, id).await?;
    let answer = serde_json::from_str::<RegisterPublicKeyCredential>(answer).ok();
    let (Some(state), Some(answer)) = (state, answer) else { return Err(wrong()) };
    let made = relying_party(store)?.finish_passkey_registration(&answer, &state).map_err(|_| wrong())?;
    let first = !factors::of(store, account).await?.any();
    let id = store.new_id();
    let sealed = seal_json(&store.keys, account.county_code(), Binding::passkey(id), &made)?;
    let row = passkey::Model {
        county_code: account.county_code().to_owned(),
        id,
        account_id: account.id(),
        name,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        counter: 0,
        made_at: store.clock.millis(),
        used_at: None,
    };
    let tx = store.begin().await?;
    // Another request may have enrolled one meanwhile; on PostgreSQL two at one moment may make one more than the most.
    if rows::passkeys::of_account(&*tx, account.key()).await?.len() >= MOST {
        return Err(wrong());
    }
    rows::passkeys::insert(&*tx, &row).await?;
    pen::append(store, &tx, [&trail::of_own(store, account, Kind::FactorChanged).with("step", "passkey")]).await?;
    tx.commit().await?;
    if first { recovery::renew(store, account).await } else { Ok(Vec::new()) }
}

/// Gives a passkey up.
///
/// # Errors
/// [`Problem::NotFound`] when it is none of the account; [`Problem::Invalid`] when it is the last second factor of an account that
/// needs one.
pub async fn remove(store: &Store, account: &Account, id: Uuid) -> Result<()> {
    let have = factors::of(store, account).await?;
    if account.must_have_factor() && !have.totp && have.passkeys <= 1 {
        let message = "这是您唯一的第二步验证，请先添加另一个通行密钥或启用验证器，再删除它".into();
        return Err(Problem::Invalid { field: "passkey".into(), message }.into());
    }
    let tx = store.begin().await?;
    if !rows::passkeys::remove(&*tx, account.key(), id).await? {
        return Err(Problem::NotFound.into());
    }
    let entry = trail::of_own(store, account, Kind::FactorChanged).with("step", "passkey given up");
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}
