//! Codes of a generator: RFC 6238 with SHA-1, six digits and thirty seconds, which every generator knows.

use domain::problem::Problem;
use qrcode::QrCode;
use qrcode::render::svg;
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use totp_rs::{Builder, Secret, Totp};

use super::recovery;
use crate::access::accounts::{Account, trail};
use crate::access::rows;
use crate::access::tables::totp;
use crate::audit::{Kind, pen};
use crate::crypt::seal::{Binding, open, seal};
use crate::error::{Error, Result};
use crate::store::Store;

/// Digits of a code.
pub(super) const DIGITS: usize = 6;
/// Seconds of a step. A code of the step before and after is taken too, because clocks differ.
const STEP: u64 = 30;
/// Bytes of a secret.
const SECRET: usize = 20;

/// What a person puts into a generator.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The secret in base32, for typing.
    pub secret: String,
    /// The picture of its address, as SVG.
    pub qr: String,
}

/// Makes a secret, unless one waits to be confirmed already or is in use. It asks for nothing until [`confirm`].
///
/// # Errors
/// If no random bytes come or the database refuses.
pub async fn begin(store: &Store, account: &Account) -> Result<()> {
    if rows::factors::totp(&store.db, account.key()).await?.is_some() {
        return Ok(());
    }
    let mut bytes = [0; SECRET];
    OsRng.try_fill_bytes(&mut bytes).map_err(|_| Error::internal("the operating system gives no random bytes"))?;
    let sealed = seal(&store.keys, account.county_code(), Binding::factor(account.id()), &bytes)?;
    let row = totp::Model {
        county_code: account.county_code().to_owned(),
        account_id: account.id(),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        confirmed_at: None,
        last_step: 0,
    };
    let tx = store.begin().await?;
    rows::factors::put_totp(&*tx, &row).await?;
    pen::append(store, &tx, [&trail::of_own(store, account, Kind::FactorChanged).with("step", "begun")]).await?;
    tx.commit().await
}

/// The secret that waits to be confirmed; nothing when there is none, or it is in use: then nobody is shown it again.
///
/// # Errors
/// If the database refuses.
pub async fn setup(store: &Store, account: &Account) -> Result<Option<Setup>> {
    let waiting = rows::factors::totp(&store.db, account.key()).await?.filter(|row| row.confirmed_at.is_none());
    let Some(row) = waiting else { return Ok(None) };
    let totp = generator(store, account, &row)?;
    let url = totp.to_url().map_err(|_| Error::internal("a generator has no address"))?;
    let code = QrCode::new(url).map_err(|_| Error::internal("a generator's address does not fit a QR code"))?;
    let qr = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    Ok(Some(Setup { secret: totp.secret().to_base32(), qr }))
}

/// Takes the generator into use after its first right code; gives the recovery codes, shown this once. Those of a passkey before
/// are replaced.
///
/// # Errors
/// [`Problem::Invalid`] for `code`.
pub async fn confirm(store: &Store, account: &Account, peer: &str, code: &str) -> Result<Vec<String>> {
    super::prove(store, account, peer, code).await?;
    recovery::renew(store, account).await
}

/// Forgets generator, passkeys and recovery codes.
///
/// # Errors
/// [`Problem::Forbidden`] for an account that needs a second factor.
pub async fn remove(store: &Store, account: &Account) -> Result<()> {
    if account.must_have_factor() {
        return Err(Problem::Forbidden.into());
    }
    let tx = store.begin().await?;
    rows::factors::forget(&*tx, account.key()).await?;
    pen::append(store, &tx, [&trail::of_own(store, account, Kind::FactorChanged).with("step", "given up")]).await?;
    tx.commit().await
}

/// Whether the code is one of now that was not accepted before.
pub(super) async fn check(store: &Store, account: &Account, code: &str) -> Result<bool> {
    let Some(row) = rows::factors::totp(&store.db, account.key()).await? else { return Ok(false) };
    let now = store.clock.millis();
    let at = u64::try_from(now / 1000).unwrap_or_default();
    let Some(step) = generator(store, account, &row)?.check(code, at) else { return Ok(false) };
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    rows::factors::accept_step(&*store.statement().await, account.key(), step, now).await
}

fn generator(store: &Store, account: &Account, row: &totp::Model) -> Result<Totp> {
    let secret = open(&store.keys, account.county_code(), Binding::factor(account.id()), &row.key_id, &row.sealed)?;
    let issuer = "童册".to_owned();
    Builder::new()
        .with_secret(Secret::new(secret.to_vec().into_boxed_slice()))
        .with_step_duration(STEP)
        .with_account_name(account.username())
        .with_issuer(Some(issuer))
        .build()
        .map_err(|_| Error::internal("a generator's secret is malformed"))
}
